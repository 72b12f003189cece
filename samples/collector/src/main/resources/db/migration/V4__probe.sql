-- One row that is written to see whether the database can be written to.
create table probe (
	at timestamp with time zone not null
);

insert into probe (at) values (current_timestamp);
