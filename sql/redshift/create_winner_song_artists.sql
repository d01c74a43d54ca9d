-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_song_artists is to have stands before it is merged. A second run fails: a session begins by dropping it.
create temporary table winner_song_artists (
    song_id varchar(65535),
    position integer,
    artist_id varchar(65535),
    extracted_at timestamp,
    "snapshot" varchar(65535)
)
