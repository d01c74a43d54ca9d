-- Generated from the table model; CONTRIBUTING.md says how.
-- The current content of each playlist was the snapshot of its own row in earlier versions. A second run changes nothing.
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
);
create table if not exists tbl_playlist_content (
    playlist_id varchar,
    snapshot varchar,
    first_position bigint,
    last_position bigint,
    extracted_at timestamp
);
insert into tbl_playlist_content (
    playlist_id,
    snapshot,
    first_position,
    last_position,
    extracted_at
)
select
    playlist_id,
    snapshot,
    0,
    null,
    items_extracted_at
from tbl_playlist
where items_extracted_at is not null
    and playlist_id not in (select playlist_id from tbl_playlist_content)
