-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_songs that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_songs (
    song_id varchar(65535),
    song_name varchar(65535),
    duration_ms bigint,
    url varchar(65535),
    popularity integer,
    "explicit" boolean,
    isrc varchar(65535),
    song_added timestamp,
    album_id varchar(65535),
    artist_id varchar(65535),
    extracted_at timestamp,
    "snapshot" varchar(65535)
)
