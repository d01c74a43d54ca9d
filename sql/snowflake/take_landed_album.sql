-- Generated from the table model; CONTRIBUTING.md says how.
-- Takes the rows that a pipe has brought of CSV files of tbl_album into the stage; :files stands for the names of the files in the
-- bucket. What was brought twice is taken once. A second run doubles the rows.
insert into stage_album (
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    snapshot
)
select distinct
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    snapshot
from landing_album
where file_name in (:files)
