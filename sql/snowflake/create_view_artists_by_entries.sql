-- Generated from the table model; CONTRIBUTING.md says how.
-- Artists by the entries that playlists hold of them now, on whichever place of the song they stand. A second run changes nothing.
create or replace view v_artists_by_entries copy grants as
with credits as (
    select distinct
        song_id,
        artist_id
    from tbl_song_artists
)
select
    credits.artist_id,
    max(tbl_artists.artist_name) as artist_name,
    count(*) as entries,
    count(distinct items.song_id) as songs,
    count(distinct items.playlist_id) as playlists,
    avg(cast(items.popularity as double precision)) as average_popularity,
    min(items.position) as best_position
from v_current_playlist_items as items
join credits
    on credits.song_id = items.song_id
left join tbl_artists
    on tbl_artists.artist_id = credits.artist_id
group by credits.artist_id
