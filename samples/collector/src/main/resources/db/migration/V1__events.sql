-- The same statements on H2 and PostgreSQL. Nothing here holds the address an event came from.

create table event (
	id bigint generated always as identity primary key,
	-- The Idempotency-Key of the request, or one of our own making when there was none.
	idempotency_key varchar(200) not null,
	received_at timestamp with time zone not null,
	type varchar(200) not null,
	anonymous_id varchar(200),
	schema_version varchar(20),
	-- What is unusual about it, as comma-separated words; null for the usual event.
	flags varchar(100),
	-- The event as it was received.
	body varchar(1000000) not null,
	constraint event_once unique (idempotency_key)
);

create index event_by_deployment on event (anonymous_id, id desc);
create index event_by_time on event (received_at);

-- One row per anonymous id. What it says is from the latest init.
create table deployment (
	anonymous_id varchar(200) primary key,
	first_seen timestamp with time zone not null,
	last_seen timestamp with time zone not null,
	events bigint not null,
	starts bigint not null,
	environment varchar(100),
	runtime varchar(100),
	runtime_version varchar(100),
	framework varchar(100),
	framework_version varchar(100),
	database_name varchar(100),
	-- What is switched on, one a line.
	features varchar(1000)
);

create index deployment_by_time on deployment (last_seen);

-- How many events came in, for the plots: small however many events there are.
create table event_count (
	at_hour timestamp with time zone not null,
	type varchar(50) not null,
	events bigint not null,
	primary key (at_hour, type)
);

create table dead_letter (
	id bigint generated always as identity primary key,
	idempotency_key varchar(200) not null,
	received_at timestamp with time zone not null,
	anonymous_id varchar(200),
	reason varchar(500) not null,
	-- The beginning of what was received.
	body varchar(20000) not null,
	constraint dead_letter_once unique (idempotency_key)
);

create index dead_letter_by_deployment on dead_letter (anonymous_id);
create index dead_letter_by_time on dead_letter (received_at);
