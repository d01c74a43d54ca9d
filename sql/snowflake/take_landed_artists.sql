-- Generated from the table model; CONTRIBUTING.md says how.
-- Takes the rows that a pipe has brought of CSV files of tbl_artists into the stage; :files stands for the names of the files in the
-- bucket. What was brought twice is taken once. A second run doubles the rows.
insert into stage_artists (
    artist_id,
    artist_name,
    url,
    extracted_at,
    snapshot
)
select distinct
    artist_id,
    artist_name,
    url,
    extracted_at,
    snapshot
from landing_artists
where file_name in (:files)
