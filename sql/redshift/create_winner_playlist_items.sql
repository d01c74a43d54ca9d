-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_playlist_items is to have stands before it is merged. A second run fails: a session begins by dropping it.
create temporary table winner_playlist_items (
    playlist_id varchar(65535),
    position integer,
    song_id varchar(65535),
    added_at timestamp,
    added_by varchar(65535),
    popularity integer,
    extracted_at timestamp,
    "snapshot" varchar(65535)
)
