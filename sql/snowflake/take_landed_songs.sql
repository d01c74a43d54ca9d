-- Generated from the table model; CONTRIBUTING.md says how.
-- Takes the rows that a pipe has brought of CSV files of tbl_songs into the stage; :files stands for the names of the files in the
-- bucket. What was brought twice is taken once. A second run doubles the rows.
insert into stage_songs (
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    explicit,
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    snapshot
)
select distinct
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    explicit,
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    snapshot
from landing_songs
where file_name in (:files)
