-- Generated from the table model; CONTRIBUTING.md says how.
-- One row an album: its newest form. A second run changes nothing.
-- Each id stands here once, in random letters: compressing them saves little for the time that it takes.
create table if not exists tbl_album (
    album_id varchar using compression uncompressed,
    album_name varchar,
    release_date date,
    release_date_precision varchar,
    total_tracks integer,
    url varchar,
    extracted_at timestamp,
    snapshot varchar,
    told_by varchar
)
