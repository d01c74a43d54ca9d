-- Generated from the table model; CONTRIBUTING.md says how.
-- Albums of which playlists hold songs now: how many of their tracks, on how many lists, how popular, how high. A second run changes nothing.
create or replace view v_album_performance copy grants as
select
    tbl_album.album_id,
    tbl_album.album_name,
    tbl_album.release_date,
    tbl_album.total_tracks,
    count(distinct items.song_id) as songs,
    count(*) as entries,
    count(distinct items.playlist_id) as playlists,
    avg(cast(items.popularity as double precision)) as average_popularity,
    min(items.position) as best_position
from v_current_playlist_items as items
join tbl_songs
    on tbl_songs.song_id = items.song_id
join tbl_album
    on tbl_album.album_id = tbl_songs.album_id
group by
    tbl_album.album_id,
    tbl_album.album_name,
    tbl_album.release_date,
    tbl_album.total_tracks
