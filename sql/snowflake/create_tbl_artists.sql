-- One row an artist: its newest form. A second run changes nothing.
create table if not exists tbl_artists (
    artist_id varchar,
    artist_name varchar,
    url varchar,
    extracted_at timestamp_ntz,
    snapshot varchar
)
