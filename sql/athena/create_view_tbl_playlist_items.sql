-- Generated from the table model; CONTRIBUTING.md says how.
-- What each playlist held at each time it was read; every snapshot is kept. A second run changes nothing.
create or replace view tbl_playlist_items as
select
    told.playlist_id,
    told.position,
    told.song_id,
    told.added_at,
    told.added_by,
    told.popularity,
    told.extracted_at,
    told.snapshot
from :lake.etl_load as ledger
join :lake.tbl_playlist_items as told
    on told.snapshot = ledger.snapshot
    and told.commit_id = ledger.commit_id
