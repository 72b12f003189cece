-- Which deployments break which of the operators' rules. The same statements on H2 and PostgreSQL.
create table rule_breach (
	rule varchar(60) not null,
	anonymous_id varchar(200) not null,
	since timestamp with time zone not null,
	-- What the deployment says where the rule asks; null if nothing.
	reported varchar(200),
	primary key (rule, anonymous_id),
	constraint rule_breach_of_deployment foreign key (anonymous_id) references deployment (anonymous_id) on delete cascade
);

create index rule_breach_by_deployment on rule_breach (anonymous_id);
