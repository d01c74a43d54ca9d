-- Records that a migration was applied. A second run changes nothing.
merge into etl_migration as target
using (
    select
        :?migration_name as migration_name,
        cast(:?applied_at as timestamp_ntz) as applied_at
) as source
on target.migration_name = source.migration_name
when not matched then insert (
    migration_name,
    applied_at
) values (
    source.migration_name,
    source.applied_at
)
