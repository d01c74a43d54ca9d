-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_playlist_items into tbl_playlist_items. A second run changes nothing.
merge into tbl_playlist_items
using winner_playlist_items
on tbl_playlist_items.playlist_id = winner_playlist_items.playlist_id
    and tbl_playlist_items.position = winner_playlist_items.position
    and tbl_playlist_items."snapshot" = winner_playlist_items."snapshot"
    and tbl_playlist_items.extracted_at = winner_playlist_items.extracted_at
when matched then update set
    song_id = winner_playlist_items.song_id,
    added_at = winner_playlist_items.added_at,
    added_by = winner_playlist_items.added_by,
    popularity = winner_playlist_items.popularity,
    extracted_at = winner_playlist_items.extracted_at
when not matched then insert (
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    "snapshot"
) values (
    winner_playlist_items.playlist_id,
    winner_playlist_items.position,
    winner_playlist_items.song_id,
    winner_playlist_items.added_at,
    winner_playlist_items.added_by,
    winner_playlist_items.popularity,
    winner_playlist_items.extracted_at,
    winner_playlist_items."snapshot"
)
