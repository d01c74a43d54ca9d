-- Generated from the table model; CONTRIBUTING.md says how.
-- One row an album: its newest form. A second run changes nothing.
create table if not exists tbl_album (
    album_id varchar comment 'Id of the album at Spotify',
    album_name varchar comment 'Name, as Spotify gives it',
    release_date date comment 'Day of release; the first of the month or year where the precision says so',
    release_date_precision varchar comment 'year, month or day',
    total_tracks integer comment 'Number of tracks',
    url varchar comment 'Page at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    told_by varchar comment 'Null where all columns come from that snapshot; else its name and, for each column that a snapshot can leave out, nothing, a hyphen where no snapshot told it, or time and name of the one that did'
)
comment = 'One row an album: its newest form'
