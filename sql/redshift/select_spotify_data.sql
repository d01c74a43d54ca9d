-- All of spotify_data as the file in unified.folder has it: names in small letters, times to the millisecond. Reads only.
select
    playlist_id as "playlist_id",
    playlist_name as "playlist_name",
    position as "position",
    song_id as "song_id",
    song_name as "song_name",
    album_name as "album_name",
    cast(release_date as varchar) as "release_date",
    artist_names as "artist_names",
    to_char(added_at, 'YYYY-MM-DD HH24:MI:SS.MS') as "added_at",
    popularity as "popularity",
    duration_ms as "duration_ms",
    "explicit" as "explicit",
    to_char(extracted_at, 'YYYY-MM-DD HH24:MI:SS.MS') as "extracted_at"
from spotify_data
order by "playlist_id", "position"
