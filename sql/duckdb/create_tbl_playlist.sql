-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a playlist: its newest form, and of when its current content is. A second run changes nothing.
-- Each id stands here once, in random letters: compressing them saves little for the time that it takes.
create table if not exists tbl_playlist (
    playlist_id varchar using compression uncompressed,
    playlist_name varchar,
    owner_id varchar,
    snapshot_id varchar,
    total_items integer,
    url varchar,
    items_extracted_at timestamp,
    extracted_at timestamp,
    snapshot varchar,
    told_by varchar
)
