-- Generated from the table model; CONTRIBUTING.md says how.
-- Counts by playlist the items that expire_items is to remove. Reads only.
select
    items.playlist_id,
    count(distinct items."snapshot") as reads,
    count(*) as row_count
from tbl_playlist_items as items
join etl_load_playlists as listed
    on listed."snapshot" = items."snapshot"
    and listed.playlist_id = items.playlist_id
where items.extracted_at < cast(:?before as timestamp)
    and listed.items_removed_at is not null
group by items.playlist_id
order by items.playlist_id
