-- Generated from the table model; CONTRIBUTING.md says how.
-- A snapshot of which an entry is neither a row nor skipped nor rejected. Reads only; a row is a finding.
with items as (
    select
        "snapshot",
        row_count
    from etl_load_rows
    where table_name = 'playlist_items'
),
skipped as (
    select
        "snapshot",
        sum(entries) as entries
    from etl_load_skipped
    group by "snapshot"
)
select
    'every entry is accounted for' as check_name,
    etl_load."snapshot" as object,
    cast(etl_load.seen as varchar) || ' entries seen' as detail
from etl_load
join items
    on items."snapshot" = etl_load."snapshot"
left join skipped
    on skipped."snapshot" = etl_load."snapshot"
where coalesce(etl_load.run_id, '') like :?loaded_by
    and etl_load.seen <> items.row_count + coalesce(skipped.entries, 0) + etl_load.rejected
