-- The same statements on H2 and PostgreSQL. None of them rewrites a table.

-- The digest of what the latest start said; see the table of snapshots.
alter table deployment add column configuration varchar(43);

-- From which configuration to which other one a deployment went: one row, however often it went back and forth.
create table configuration_change (
	id bigint generated always as identity primary key,
	anonymous_id varchar(200) not null,
	-- Empty for the first configuration.
	before_digest varchar(43) not null,
	after_digest varchar(43) not null,
	first_at timestamp with time zone not null,
	last_at timestamp with time zone not null,
	times bigint not null,
	-- How many values differ; some of them, as a JSON array.
	differences integer not null,
	said varchar(1000000) not null,
	constraint configuration_change_once unique (anonymous_id, before_digest, after_digest)
);

create index configuration_change_by_time on configuration_change (last_at desc, id desc);
