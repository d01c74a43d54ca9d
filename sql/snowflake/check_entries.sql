-- A snapshot of which an entry is neither a row nor skipped nor rejected. Reads only; a row is a finding.
select
    'every entry is accounted for' as check_name,
    snapshot as object,
    cast(seen as varchar) || ' entries seen' as detail
from etl_load
where seen <> playlist_items_rows
    + skipped_null_item
    + skipped_local_file
    + skipped_episode
    + skipped_no_id
    + rejected
