-- Generated from the table model; CONTRIBUTING.md says how.
-- Records that a migration was applied. A second run changes nothing.
insert into etl_migration (
    migration_name,
    applied_at
)
select
    cast(:?migration_name as varchar(65535)),
    cast(:?applied_at as timestamp)
where :?migration_name not in (select migration_name from etl_migration)
