-- A number outside its range. Reads only; a row is a finding.
select
    'tbl_songs.popularity is 0 to 100' as check_name,
    song_id as object,
    cast(popularity as varchar) as detail
from tbl_songs
where popularity not between 0 and 100
union all
select
    'tbl_playlist_items.popularity is 0 to 100' as check_name,
    playlist_id as object,
    cast(popularity as varchar) as detail
from tbl_playlist_items
where popularity not between 0 and 100
union all
select
    'tbl_songs.duration_ms is 0 or more' as check_name,
    song_id as object,
    cast(duration_ms as varchar) as detail
from tbl_songs
where duration_ms < 0
union all
select
    'tbl_song_artists.position is 0 or more' as check_name,
    song_id as object,
    cast(position as varchar) as detail
from tbl_song_artists
where position < 0
union all
select
    'tbl_playlist_items.position is 0 or more' as check_name,
    playlist_id as object,
    cast(position as varchar) as detail
from tbl_playlist_items
where position < 0
