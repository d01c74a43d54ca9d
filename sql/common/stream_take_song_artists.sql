-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts the rows of tbl_song_artists that came with publications into their stage; :publications stands for these. A second run
-- doubles the rows.
insert into stage_song_artists (
    song_id,
    position,
    artist_id,
    extracted_at,
    snapshot
)
select distinct
    song_id,
    position,
    artist_id,
    extracted_at,
    snapshot
from landing_stream_song_artists
where publication in (:publications)
