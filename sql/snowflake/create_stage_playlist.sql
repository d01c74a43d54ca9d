-- Where a load puts the playlists of its CSV files first. A second run empties it.
create or replace temporary table stage_playlist (
    playlist_id varchar,
    playlist_name varchar,
    owner_id varchar,
    snapshot_id varchar,
    total_items integer,
    url varchar,
    items_extracted_at timestamp_ntz,
    extracted_at timestamp_ntz,
    snapshot varchar
)
