-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_song_artists is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_song_artists as
select
    song_id,
    position,
    artist_id,
    extracted_at,
    snapshot
from stage_song_artists
where 1 = 0
