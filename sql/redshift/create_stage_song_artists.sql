-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_song_artists that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_song_artists (
    song_id varchar(65535),
    position integer,
    artist_id varchar(65535),
    extracted_at timestamp,
    "snapshot" varchar(65535)
)
