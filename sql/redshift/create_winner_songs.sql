-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_songs is to have stands before it is merged. A second run fails: a session begins by dropping it.
create temporary table winner_songs (
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
    "snapshot" varchar(65535),
    told_by varchar(65535)
)
