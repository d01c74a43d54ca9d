-- Generated from the table model; CONTRIBUTING.md says how.
-- Which positions of the current content of a playlist come from which snapshot; one row where it was read whole. A second run changes nothing.
create table if not exists tbl_playlist_content (
    playlist_id varchar(65535) not null,
    "snapshot" varchar(65535) not null,
    first_position bigint not null,
    last_position bigint,
    extracted_at timestamp
)
