-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_album is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_album as
select
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    snapshot,
    cast(null as varchar) as told_by
from stage_album
where 1 = 0
