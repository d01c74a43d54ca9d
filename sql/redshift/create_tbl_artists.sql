-- Generated from the table model; CONTRIBUTING.md says how.
-- One row an artist: its newest form. A second run changes nothing.
create table if not exists tbl_artists (
    artist_id varchar(65535) not null,
    artist_name varchar(65535),
    url varchar(65535),
    extracted_at timestamp,
    "snapshot" varchar(65535),
    told_by varchar(65535)
)
