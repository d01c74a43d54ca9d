-- Generated from the table model; CONTRIBUTING.md says how.
-- What each playlist holds now, a row an entry, with all that is known of its song in one place. A second run changes nothing.
create or replace view spotify_data as
select
    items.playlist_id,
    items.playlist_name,
    items.position,
    items.song_id,
    items.song_name,
    tbl_album.album_name,
    tbl_album.release_date,
    artists.artist_names,
    items.added_at,
    items.popularity,
    tbl_songs.duration_ms,
    tbl_songs.explicit,
    items.extracted_at
from v_current_playlist_items as items
left join tbl_songs
    on tbl_songs.song_id = items.song_id
left join tbl_album
    on tbl_album.album_id = tbl_songs.album_id
left join (
    select
        song.song_id,
        listagg(artist.artist_name, ', ') within group (order by song.position) as artist_names
    from tbl_song_artists as song
    join tbl_artists as artist
        on artist.artist_id = song.artist_id
    group by song.song_id
) as artists
    on artists.song_id = items.song_id
