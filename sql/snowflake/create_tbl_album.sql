-- One row an album: its newest form. A second run changes nothing.
create table if not exists tbl_album (
    album_id varchar,
    album_name varchar,
    release_date date,
    release_date_precision varchar,
    total_tracks integer,
    url varchar,
    extracted_at timestamp_ntz,
    snapshot varchar
)
