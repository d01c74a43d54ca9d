-- Generated from the table model; CONTRIBUTING.md says how.
-- One row an artist: its newest form. A second run changes nothing.
-- Each id stands here once, in random letters: compressing them saves little for the time that it takes.
create table if not exists tbl_artists (
    artist_id varchar using compression uncompressed,
    artist_name varchar,
    url varchar,
    extracted_at timestamp,
    snapshot varchar,
    told_by varchar
)
