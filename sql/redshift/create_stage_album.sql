-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the rows of tbl_album that are to be merged stand first. A second run fails: a session begins by dropping it.
create temporary table stage_album (
    album_id varchar(65535),
    album_name varchar(65535),
    release_date date,
    release_date_precision varchar(65535),
    total_tracks integer,
    url varchar(65535),
    extracted_at timestamp,
    "snapshot" varchar(65535)
)
