-- Generated from the table model; CONTRIBUTING.md says how.
-- What each playlist held at each time it was read; every snapshot is kept. A second run changes nothing.
create table if not exists tbl_playlist_items (
    playlist_id varchar,
    position integer,
    song_id varchar,
    added_at timestamp,
    added_by varchar,
    popularity integer,
    extracted_at timestamp,
    snapshot varchar
)
