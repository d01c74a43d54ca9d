-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a playlist: its newest form, and of when its current content is. A second run changes nothing.
create table if not exists tbl_playlist (
    playlist_id varchar(65535) not null,
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
