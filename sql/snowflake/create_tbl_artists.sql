-- Generated from the table model; CONTRIBUTING.md says how.
-- One row an artist: its newest form. A second run changes nothing.
create table if not exists tbl_artists (
    artist_id varchar comment 'Id of the artist at Spotify',
    artist_name varchar comment 'Name, as Spotify gives it',
    url varchar comment 'Page at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    told_by varchar comment 'Null where all columns come from that snapshot; else its name and, for each column that a snapshot can leave out, nothing, a hyphen where no snapshot told it, or time and name of the one that did'
)
comment = 'One row an artist: its newest form'
