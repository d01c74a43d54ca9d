-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_song_artists into tbl_song_artists. A second run changes nothing.
merge into tbl_song_artists
using winner_song_artists
on tbl_song_artists.song_id = winner_song_artists.song_id
    and tbl_song_artists.position = winner_song_artists.position
when matched then update set
    artist_id = winner_song_artists.artist_id,
    extracted_at = winner_song_artists.extracted_at,
    "snapshot" = winner_song_artists."snapshot"
when not matched then insert (
    song_id,
    position,
    artist_id,
    extracted_at,
    "snapshot"
) values (
    winner_song_artists.song_id,
    winner_song_artists.position,
    winner_song_artists.artist_id,
    winner_song_artists.extracted_at,
    winner_song_artists."snapshot"
)
