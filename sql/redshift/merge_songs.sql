-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_songs into tbl_songs. A second run changes nothing.
merge into tbl_songs
using winner_songs
on tbl_songs.song_id = winner_songs.song_id
when matched then update set
    song_name = winner_songs.song_name,
    duration_ms = winner_songs.duration_ms,
    url = winner_songs.url,
    popularity = winner_songs.popularity,
    "explicit" = winner_songs."explicit",
    isrc = winner_songs.isrc,
    song_added = winner_songs.song_added,
    album_id = winner_songs.album_id,
    artist_id = winner_songs.artist_id,
    extracted_at = winner_songs.extracted_at,
    "snapshot" = winner_songs."snapshot",
    told_by = winner_songs.told_by
when not matched then insert (
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    "explicit",
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    "snapshot",
    told_by
) values (
    winner_songs.song_id,
    winner_songs.song_name,
    winner_songs.duration_ms,
    winner_songs.url,
    winner_songs.popularity,
    winner_songs."explicit",
    winner_songs.isrc,
    winner_songs.song_added,
    winner_songs.album_id,
    winner_songs.artist_id,
    winner_songs.extracted_at,
    winner_songs."snapshot",
    winner_songs.told_by
)
