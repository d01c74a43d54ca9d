-- One row a playlist: its newest form, and of when its current items are. A second run changes nothing.
create table if not exists tbl_playlist (
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
