-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts the rows of tbl_playlist that came with publications into their stage; :publications stands for these. A second run
-- doubles the rows.
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
from landing_stream_playlist
where publication in (:publications)
