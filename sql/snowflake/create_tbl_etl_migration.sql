-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a migration that was applied. A second run changes nothing.
create table if not exists etl_migration (
    migration_name varchar comment 'File that was applied, without .sql',
    applied_at timestamp_ntz comment 'When, UTC'
)
comment = 'One row a migration that was applied'
