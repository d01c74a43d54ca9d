-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts the rows of tbl_artists that came with publications into their stage; :publications stands for these. A second run
-- doubles the rows.
insert into stage_artists (
    artist_id,
    artist_name,
    url,
    extracted_at,
    snapshot
)
select distinct
    artist_id,
    artist_name,
    url,
    extracted_at,
    snapshot
from landing_stream_artists
where publication in (:publications)
