-- Generated from the table model; CONTRIBUTING.md says how.
-- Each time that a playlist was read whole, as reads of earlier versions that did not note it count, with the read before it; of two reads at one time the later name counts. Parts of a playlist are
-- no reads here, nor are reads whose items were removed (warehouse.history-days). A second run changes nothing.
create or replace view v_playlist_reads as
with chosen as (
    select
        listed.playlist_id,
        listed.playlist_name,
        listed."snapshot",
        etl_load.extracted_at,
        listed.entries,
        listed.missing,
        row_number() over (
            partition by listed.playlist_id, etl_load.extracted_at
            order by listed."snapshot" desc
        ) as choice
    from etl_load_playlists as listed
    join etl_load
        on etl_load."snapshot" = listed."snapshot"
    where coalesce(listed.whole, true)
        and listed.items_removed_at is null
)
select
    playlist_id,
    playlist_name,
    "snapshot",
    extracted_at,
    entries,
    missing,
    row_number() over (partition by playlist_id order by extracted_at) as read_number,
    lag("snapshot") over (partition by playlist_id order by extracted_at) as previous_snapshot,
    lag(extracted_at) over (partition by playlist_id order by extracted_at) as previous_extracted_at
from chosen
where choice = 1
