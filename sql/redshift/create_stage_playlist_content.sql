-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_playlist_content that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_playlist_content (
    playlist_id varchar(65535),
    "snapshot" varchar(65535),
    first_position bigint,
    last_position bigint,
    extracted_at timestamp
)
