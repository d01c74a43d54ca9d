-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_etl_load_playlists into etl_load_playlists. A second run changes nothing.
merge into etl_load_playlists
using winner_etl_load_playlists
on etl_load_playlists."snapshot" = winner_etl_load_playlists."snapshot"
    and etl_load_playlists.playlist_id = winner_etl_load_playlists.playlist_id
when matched then update set
    playlist_name = winner_etl_load_playlists.playlist_name,
    first_position = winner_etl_load_playlists.first_position,
    entries = winner_etl_load_playlists.entries,
    total = winner_etl_load_playlists.total,
    last_position = winner_etl_load_playlists.last_position,
    whole = winner_etl_load_playlists.whole,
    missing = winner_etl_load_playlists.missing,
    items_removed_at = winner_etl_load_playlists.items_removed_at
when not matched then insert (
    "snapshot",
    playlist_id,
    playlist_name,
    first_position,
    entries,
    total,
    last_position,
    whole,
    missing,
    items_removed_at
) values (
    winner_etl_load_playlists."snapshot",
    winner_etl_load_playlists.playlist_id,
    winner_etl_load_playlists.playlist_name,
    winner_etl_load_playlists.first_position,
    winner_etl_load_playlists.entries,
    winner_etl_load_playlists.total,
    winner_etl_load_playlists.last_position,
    winner_etl_load_playlists.whole,
    winner_etl_load_playlists.missing,
    winner_etl_load_playlists.items_removed_at
)
