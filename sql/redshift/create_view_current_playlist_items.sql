-- Generated from the table model; CONTRIBUTING.md says how.
-- What each playlist holds now: of each snapshot of its current content the items at the positions that are that one's. A second run
-- changes nothing.
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
    items."snapshot"
from tbl_playlist_content as content
join tbl_playlist_items as items
    on items.playlist_id = content.playlist_id
    and items.extracted_at = content.extracted_at
    and items."snapshot" = content."snapshot"
    and items.position >= content.first_position
    and items.position <= coalesce(content.last_position, items.position)
join tbl_playlist
    on tbl_playlist.playlist_id = content.playlist_id
left join tbl_songs
    on tbl_songs.song_id = items.song_id
