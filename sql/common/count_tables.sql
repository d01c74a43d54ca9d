-- Generated from the table model; CONTRIBUTING.md says how.
-- Counts the rows of the warehouse, by table. Reads only.
select
    'album' as table_name,
    count(*) as row_count
from tbl_album
union all
select
    'artists' as table_name,
    count(*) as row_count
from tbl_artists
union all
select
    'songs' as table_name,
    count(*) as row_count
from tbl_songs
union all
select
    'song_artists' as table_name,
    count(*) as row_count
from tbl_song_artists
union all
select
    'playlist' as table_name,
    count(*) as row_count
from tbl_playlist
union all
select
    'playlist_items' as table_name,
    count(*) as row_count
from tbl_playlist_items
