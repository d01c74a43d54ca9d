-- One row an artist: its newest form. A second run changes nothing.
-- Ids are random letters, of which compression takes more time than space.
create table if not exists tbl_artists (
    artist_id varchar using compression uncompressed,
    artist_name varchar,
    url varchar,
    extracted_at timestamp,
    snapshot varchar
)
