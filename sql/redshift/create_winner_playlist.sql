-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_playlist is to have stands before it is merged. A second run fails: a session begins by dropping it.
create temporary table winner_playlist (
    playlist_id varchar(65535),
    playlist_name varchar(65535),
    owner_id varchar(65535),
    snapshot_id varchar(65535),
    total_items integer,
    url varchar(65535),
    items_extracted_at timestamp,
    extracted_at timestamp,
    "snapshot" varchar(65535),
    told_by varchar(65535)
)
