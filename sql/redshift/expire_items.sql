-- Generated from the table model; CONTRIBUTING.md says how.
-- Removes the items of reads of which the ledger says that they have none any more. A second run changes nothing.
delete from tbl_playlist_items
where extracted_at < cast(:?before as timestamp)
    and exists (
        select 1
        from etl_load_playlists as listed
        where listed."snapshot" = tbl_playlist_items."snapshot"
            and listed.playlist_id = tbl_playlist_items.playlist_id
            and listed.items_removed_at is not null
    )
