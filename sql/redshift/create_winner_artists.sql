-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_artists is to have stands before it is merged. A second run fails: a session begins by dropping it.
create temporary table winner_artists (
    artist_id varchar(65535),
    artist_name varchar(65535),
    url varchar(65535),
    extracted_at timestamp,
    "snapshot" varchar(65535),
    told_by varchar(65535)
)
