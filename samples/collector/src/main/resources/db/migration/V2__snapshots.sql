-- The same statements on H2 and PostgreSQL. None of them rewrites a table.

-- Tells an event from all others: a digest of deployment, Idempotency-Key and body. Two deployments may use the same key,
-- and what differs from what is stored is not taken for it. Null in rows of older versions.
alter table event add column once varchar(43);
alter table event drop constraint event_once;
alter table event add constraint event_once unique (once);

alter table dead_letter add column once varchar(43);
alter table dead_letter drop constraint dead_letter_once;
alter table dead_letter add constraint dead_letter_once unique (once);

-- The distinct things that the starts of a deployment said, however many starts there were.
create table snapshot (
	id bigint generated always as identity primary key,
	anonymous_id varchar(200) not null,
	-- "configuration", or "host" for the machine.
	kind varchar(20) not null,
	digest varchar(43) not null,
	first_seen timestamp with time zone not null,
	last_seen timestamp with time zone not null,
	starts bigint not null,
	-- Paths and values, as a JSON object of texts.
	said varchar(1000000) not null,
	constraint snapshot_once unique (anonymous_id, kind, digest)
);

create index snapshot_by_deployment on snapshot (anonymous_id, kind, id desc);
