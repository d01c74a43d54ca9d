-- Generated from the table model; CONTRIBUTING.md says how.
-- Counts what a load has staged, by table. Reads only.
select
    'album' as table_name,
    count(*) as row_count
from stage_album
union all
select
    'artists' as table_name,
    count(*) as row_count
from stage_artists
union all
select
    'songs' as table_name,
    count(*) as row_count
from stage_songs
union all
select
    'song_artists' as table_name,
    count(*) as row_count
from stage_song_artists
union all
select
    'playlist' as table_name,
    count(*) as row_count
from stage_playlist
union all
select
    'playlist_items' as table_name,
    count(*) as row_count
from stage_playlist_items
