-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_artists that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_artists (
    artist_id varchar(65535),
    artist_name varchar(65535),
    url varchar(65535),
    extracted_at timestamp,
    "snapshot" varchar(65535)
)
