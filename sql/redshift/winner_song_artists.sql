-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses the artists of each song from the snapshot that tells the song's first artist.
-- A second run doubles the rows.
insert into winner_song_artists (
    song_id,
    position,
    artist_id,
    extracted_at,
    "snapshot"
)
select
    staged.song_id,
    staged.position,
    staged.artist_id,
    staged.extracted_at,
    staged."snapshot"
from stage_song_artists as staged
join winner_songs
    on winner_songs.song_id = staged.song_id
    and coalesce(nullif(split_part(split_part(winner_songs.told_by, ';', 9), ' ', 3), ''), winner_songs."snapshot") = staged."snapshot"
