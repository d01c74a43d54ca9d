-- What each playlist holds now: the items of the snapshot that its own row comes from. A second run changes nothing.
create or replace view v_current_playlist_items as
select
    tbl_playlist.playlist_id,
    tbl_playlist.playlist_name,
    items.position,
    items.song_id,
    tbl_songs.song_name,
    items.added_at,
    items.added_by,
    items.popularity,
    items.extracted_at,
    items.snapshot
from tbl_playlist
join tbl_playlist_items as items
    on items.playlist_id = tbl_playlist.playlist_id
    and items.extracted_at = tbl_playlist.items_extracted_at
    and items.snapshot = tbl_playlist.snapshot
left join tbl_songs
    on tbl_songs.song_id = items.song_id
