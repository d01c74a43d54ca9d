-- Generated from the table model; CONTRIBUTING.md says how.
-- Takes the rows that a pipe has brought of CSV files of tbl_playlist_items into the stage; :files stands for the names of the files in the
-- bucket. What was brought twice is taken once. A second run doubles the rows.
insert into stage_playlist_items (
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    snapshot
)
select distinct
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    snapshot
from landing_playlist_items
where file_name in (:files)
