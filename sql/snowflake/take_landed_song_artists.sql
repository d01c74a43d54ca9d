-- Generated from the table model; CONTRIBUTING.md says how.
-- Takes the rows that a pipe has brought of CSV files of tbl_song_artists into the stage; :files stands for the names of the files in the
-- bucket. What was brought twice is taken once. A second run doubles the rows.
insert into stage_song_artists (
    song_id,
    position,
    artist_id,
    extracted_at,
    snapshot
)
select distinct
    song_id,
    position,
    artist_id,
    extracted_at,
    snapshot
from landing_song_artists
where file_name in (:files)
