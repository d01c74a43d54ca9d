-- A reference to a row that is not there. Reads only; a row is a finding.
-- Of tbl_playlist_items, whose rows grow every day, only the snapshots of the last seven days of loads are looked at; should a clock
-- have been ahead once, these end today.
with new_snapshots as (
    select
        extracted_at
    from etl_load
    where loaded_at > (
        select least(max(loaded_at), cast(current_timestamp as timestamp)) - interval '7 days'
        from etl_load
    )
),
new_items as (
    select
        playlist_id,
        song_id
    from tbl_playlist_items
    where extracted_at in (
        select extracted_at
        from new_snapshots
    )
)
select
    'tbl_songs.album_id exists in tbl_album' as check_name,
    child.song_id as object,
    child.album_id as detail
from tbl_songs as child
left join tbl_album as parent
    on parent.album_id = child.album_id
where child.album_id is not null
    and parent.album_id is null
union all
select
    'tbl_songs.artist_id exists in tbl_artists' as check_name,
    child.song_id as object,
    child.artist_id as detail
from tbl_songs as child
left join tbl_artists as parent
    on parent.artist_id = child.artist_id
where child.artist_id is not null
    and parent.artist_id is null
union all
select
    'tbl_song_artists.song_id exists in tbl_songs' as check_name,
    child.song_id as object,
    child.song_id as detail
from tbl_song_artists as child
left join tbl_songs as parent
    on parent.song_id = child.song_id
where child.song_id is not null
    and parent.song_id is null
union all
select
    'tbl_song_artists.artist_id exists in tbl_artists' as check_name,
    child.song_id as object,
    child.artist_id as detail
from tbl_song_artists as child
left join tbl_artists as parent
    on parent.artist_id = child.artist_id
where child.artist_id is not null
    and parent.artist_id is null
union all
select
    'tbl_playlist_items.song_id exists in tbl_songs' as check_name,
    child.playlist_id as object,
    child.song_id as detail
from new_items as child
left join tbl_songs as parent
    on parent.song_id = child.song_id
where child.song_id is not null
    and parent.song_id is null
union all
select
    'tbl_playlist_items.playlist_id exists in tbl_playlist' as check_name,
    child.playlist_id as object,
    child.playlist_id as detail
from new_items as child
left join tbl_playlist as parent
    on parent.playlist_id = child.playlist_id
where child.playlist_id is not null
    and parent.playlist_id is null
