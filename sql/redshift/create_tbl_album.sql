-- Generated from the table model; CONTRIBUTING.md says how.
-- One row an album: its newest form. A second run changes nothing.
create table if not exists tbl_album (
    album_id varchar(65535) not null,
    album_name varchar(65535),
    release_date date,
    release_date_precision varchar(65535),
    total_tracks integer,
    url varchar(65535),
    extracted_at timestamp,
    "snapshot" varchar(65535),
    told_by varchar(65535)
)
