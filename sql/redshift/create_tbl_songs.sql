-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a song: its newest form, and the earliest time at which any playlist had it. A second run changes nothing.
create table if not exists tbl_songs (
    song_id varchar(65535) not null,
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
