-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_playlist into tbl_playlist. A second run changes nothing.
merge into tbl_playlist
using winner_playlist
on tbl_playlist.playlist_id = winner_playlist.playlist_id
when matched then update set
    playlist_name = winner_playlist.playlist_name,
    owner_id = winner_playlist.owner_id,
    snapshot_id = winner_playlist.snapshot_id,
    total_items = winner_playlist.total_items,
    url = winner_playlist.url,
    items_extracted_at = winner_playlist.items_extracted_at,
    extracted_at = winner_playlist.extracted_at,
    "snapshot" = winner_playlist."snapshot",
    told_by = winner_playlist.told_by
when not matched then insert (
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    "snapshot",
    told_by
) values (
    winner_playlist.playlist_id,
    winner_playlist.playlist_name,
    winner_playlist.owner_id,
    winner_playlist.snapshot_id,
    winner_playlist.total_items,
    winner_playlist.url,
    winner_playlist.items_extracted_at,
    winner_playlist.extracted_at,
    winner_playlist."snapshot",
    winner_playlist.told_by
)
