-- Generated from the table model; CONTRIBUTING.md says how.
-- Takes the rows that a pipe has brought of CSV files of tbl_playlist into the stage; :files stands for the names of the files in the
-- bucket. What was brought twice is taken once. A second run doubles the rows.
insert into stage_playlist (
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    snapshot
)
select distinct
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    snapshot
from landing_playlist
where file_name in (:files)
