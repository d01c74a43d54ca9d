-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts the rows of tbl_songs that came with publications into their stage; :publications stands for these. A second run
-- doubles the rows.
insert into stage_songs (
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    explicit,
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    snapshot
)
select distinct
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    explicit,
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    snapshot
from landing_stream_songs
where publication in (:publications)
