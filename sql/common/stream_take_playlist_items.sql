-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts the rows of tbl_playlist_items that came with publications into their stage; :publications stands for these. A second run
-- doubles the rows.
insert into stage_playlist_items (
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    snapshot
)
select distinct
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    snapshot
from landing_stream_playlist_items
where publication in (:publications)
