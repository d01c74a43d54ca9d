-- Generated from the table model; CONTRIBUTING.md says how.
-- Notes in the ledger which reads of playlists lose their items, as warehouse.history-days says: what was read before :?before, is no current
-- content, and is no read from which :?before and the days after it have what the playlist held then. A second run changes nothing.
update etl_load_playlists
set items_removed_at = cast(:?removed_at as timestamp)
from (
    select
        listed."snapshot",
        listed.playlist_id
    from etl_load_playlists as listed
    join etl_load
        on etl_load."snapshot" = listed."snapshot"
    left join (
        select
            told.playlist_id,
            max(etl_load.extracted_at) as extracted_at
        from etl_load_playlists as told
        join etl_load
            on etl_load."snapshot" = told."snapshot"
        where coalesce(told.whole, true)
            and etl_load.extracted_at < cast(:?before as timestamp)
        group by told.playlist_id
    ) as last_before
        on last_before.playlist_id = listed.playlist_id
    left join tbl_playlist_content as content
        on content.playlist_id = listed.playlist_id
        and content."snapshot" = listed."snapshot"
    where etl_load.extracted_at < cast(:?before as timestamp)
        and listed.items_removed_at is null
        and content."snapshot" is null
        and (not coalesce(listed.whole, true) or etl_load.extracted_at < last_before.extracted_at)
) as expired
where expired."snapshot" = etl_load_playlists."snapshot"
    and expired.playlist_id = etl_load_playlists.playlist_id
