-- Generated from the table model; CONTRIBUTING.md says how.
-- The artists of each song in their order, from 0. A second run changes nothing.
create table if not exists tbl_song_artists (
    song_id varchar(65535) not null,
    position integer not null,
    artist_id varchar(65535),
    extracted_at timestamp,
    "snapshot" varchar(65535)
)
