-- The same statements on H2 and PostgreSQL.

-- What operators call a deployment. Goes with its row.
alter table deployment add column name varchar(60);
