-- Generated from the table model; CONTRIBUTING.md says how.
-- What each playlist held at each time it was read; every snapshot is kept. A second run changes nothing.
create table if not exists tbl_playlist_items (
    playlist_id varchar(65535) not null,
    position integer not null,
    song_id varchar(65535),
    added_at timestamp,
    added_by varchar(65535),
    popularity integer,
    extracted_at timestamp,
    "snapshot" varchar(65535) not null
)
