-- Counts the rows of the warehouse, by table. Reads only.
select
    'tbl_album' as table_name,
    count(*) as row_count
from tbl_album
union all
select
    'tbl_artists' as table_name,
    count(*) as row_count
from tbl_artists
union all
select
    'tbl_songs' as table_name,
    count(*) as row_count
from tbl_songs
union all
select
    'tbl_song_artists' as table_name,
    count(*) as row_count
from tbl_song_artists
union all
select
    'tbl_playlist' as table_name,
    count(*) as row_count
from tbl_playlist
union all
select
    'tbl_playlist_items' as table_name,
    count(*) as row_count
from tbl_playlist_items
union all
select
    'etl_load' as table_name,
    count(*) as row_count
from etl_load
union all
select
    'etl_run' as table_name,
    count(*) as row_count
from etl_run
