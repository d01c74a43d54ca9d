-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts the rows of tbl_album that came with publications into their stage; :publications stands for these. A second run
-- doubles the rows.
insert into stage_album (
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    snapshot
)
select distinct
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    snapshot
from landing_stream_album
where publication in (:publications)
