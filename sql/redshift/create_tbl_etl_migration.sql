-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a migration that was applied. A second run changes nothing.
create table if not exists etl_migration (
    migration_name varchar(65535) not null,
    applied_at timestamp
)
