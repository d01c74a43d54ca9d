-- Generated from the table model; CONTRIBUTING.md says how.
-- The playlists that a loaded snapshot held; an object of another program may hold several. A second run changes nothing.
create or replace view etl_load_playlists as
select
    told.snapshot,
    told.playlist_id,
    told.playlist_name,
    told.first_position,
    told.entries,
    told.total,
    told.last_position,
    told.whole,
    told.missing,
    told.items_removed_at
from :lake.etl_load as ledger
join :lake.etl_load_playlists as told
    on told.snapshot = ledger.snapshot
    and told.commit_id = ledger.commit_id
