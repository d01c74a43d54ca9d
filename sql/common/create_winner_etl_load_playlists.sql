-- Generated from the table model; CONTRIBUTING.md says how.
-- Where the one row of each key that etl_load_playlists is to have stands before it is merged. A second run empties it.
create or replace temporary table winner_etl_load_playlists as
select
    snapshot,
    playlist_id,
    playlist_name,
    first_position,
    entries,
    total,
    last_position,
    whole,
    missing,
    items_removed_at
from stage_etl_load_playlists
where 1 = 0
