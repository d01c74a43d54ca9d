-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_playlist that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_playlist (
    playlist_id varchar(65535),
    playlist_name varchar(65535),
    owner_id varchar(65535),
    snapshot_id varchar(65535),
    total_items integer,
    url varchar(65535),
    items_extracted_at timestamp,
    extracted_at timestamp,
    "snapshot" varchar(65535)
)
