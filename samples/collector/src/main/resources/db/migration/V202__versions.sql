-- The same statements on H2 and PostgreSQL. None of them rewrites a table.

-- Versions as far as their second number.
alter table deployment add column framework_minor varchar(100);
alter table deployment add column runtime_minor varchar(100);
-- Who runs the machine.
alter table deployment add column vendor varchar(100);

-- Which version a deployment used from when to when: one row for each version, however often it started.
create table version_use (
	anonymous_id varchar(200) not null,
	-- "framework" or "runtime".
	what varchar(20) not null,
	name varchar(100) not null,
	-- Empty if it isn't known.
	version varchar(100) not null,
	used_from timestamp with time zone not null,
	-- Null as long as it does.
	used_until timestamp with time zone,
	primary key (anonymous_id, what, name, version)
);

create index version_use_by_name on version_use (what, name);
