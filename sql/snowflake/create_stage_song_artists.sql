-- Where a load puts the artists of songs of its CSV files first. A second run empties it.
create or replace temporary table stage_song_artists (
    song_id varchar,
    position integer,
    artist_id varchar,
    extracted_at timestamp_ntz,
    snapshot varchar
)
