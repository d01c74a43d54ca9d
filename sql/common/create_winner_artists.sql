-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_artists is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_artists as
select
    artist_id,
    artist_name,
    url,
    extracted_at,
    snapshot,
    cast(null as varchar) as told_by
from stage_artists
where 1 = 0
