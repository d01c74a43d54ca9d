-- Where a load puts the artists of its CSV files first. A second run empties it.
create or replace temporary table stage_artists (
    artist_id varchar,
    artist_name varchar,
    url varchar,
    extracted_at timestamp_ntz,
    snapshot varchar
)
