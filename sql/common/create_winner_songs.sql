-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_songs is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_songs as
select
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    explicit,
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    snapshot,
    cast(null as varchar) as told_by
from stage_songs
where 1 = 0
