-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that tbl_playlist_items is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_playlist_items as
select
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    snapshot
from stage_playlist_items
where 1 = 0
