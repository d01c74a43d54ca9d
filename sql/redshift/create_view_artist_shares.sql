-- Generated from the table model; CONTRIBUTING.md says how.
-- How much of a playlist each artist had at each whole read: the entries on which the artist stands, on any place, and their share of all entries.
-- Shares of a read may add up to more than 1, as a song may have several artists. A second run changes nothing.
create or replace view v_artist_shares as
with credits as (
    select distinct
        song_id,
        artist_id
    from tbl_song_artists
)
select
    reads.playlist_id,
    reads.extracted_at,
    reads."snapshot",
    credits.artist_id,
    max(tbl_artists.artist_name) as artist_name,
    count(*) as entries,
    cast(count(*) as double precision) / nullif(reads.entries, 0) as share,
    min(items.position) as best_position
from v_playlist_reads as reads
join tbl_playlist_items as items
    on items.playlist_id = reads.playlist_id
    and items.extracted_at = reads.extracted_at
    and items."snapshot" = reads."snapshot"
join credits
    on credits.song_id = items.song_id
left join tbl_artists
    on tbl_artists.artist_id = credits.artist_id
group by
    reads.playlist_id,
    reads.extracted_at,
    reads."snapshot",
    reads.entries,
    credits.artist_id
