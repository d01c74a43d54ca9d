-- Generated from the table model; CONTRIBUTING.md says how.
-- Artists of three songs or more by the average popularity of these, on whichever place of the song they stand; fewer songs say
-- more of the song than of the artist. A second run changes nothing.
create or replace view v_top_artists copy grants as
select
    tbl_artists.artist_id,
    tbl_artists.artist_name,
    count(*) as songs,
    avg(cast(tbl_songs.popularity as double precision)) as average_popularity
from tbl_artists
join tbl_song_artists
    on tbl_song_artists.artist_id = tbl_artists.artist_id
join tbl_songs
    on tbl_songs.song_id = tbl_song_artists.song_id
where tbl_songs.popularity is not null
group by
    tbl_artists.artist_id,
    tbl_artists.artist_name
having count(*) >= 3
order by
    average_popularity desc,
    songs desc,
    tbl_artists.artist_id
