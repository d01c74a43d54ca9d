-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_playlist is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_playlist as
select
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    snapshot,
    cast(null as varchar) as told_by
from stage_playlist
where 1 = 0
