-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_album is to have stands before it is merged. A second run fails: a session begins by dropping it.
create temporary table winner_album (
    album_id varchar(65535),
    album_name varchar(65535),
    release_date date,
    release_date_precision varchar(65535),
    total_tracks integer,
    url varchar(65535),
    extracted_at timestamp,
    "snapshot" varchar(65535),
    told_by varchar(65535)
)
