-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_song_artists that are to be merged stand first. A second run empties it.
create or replace temporary table stage_song_artists (
    song_id varchar,
    position integer,
    artist_id varchar,
    extracted_at timestamp,
    snapshot varchar
)
