-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_playlist_items that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_playlist_items (
    playlist_id varchar(65535),
    position integer,
    song_id varchar(65535),
    added_at timestamp,
    added_by varchar(65535),
    popularity integer,
    extracted_at timestamp,
    "snapshot" varchar(65535)
)
