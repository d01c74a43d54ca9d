-- A key that has more than one row. Reads only; a row is a finding.
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
)
select
    'tbl_album has one row a key' as check_name,
    album_id as object,
    cast(count(*) as varchar) || ' rows' as detail
from tbl_album
group by
    album_id
having count(*) > 1
union all
select
    'tbl_artists has one row a key' as check_name,
    artist_id as object,
    cast(count(*) as varchar) || ' rows' as detail
from tbl_artists
group by
    artist_id
having count(*) > 1
union all
select
    'tbl_songs has one row a key' as check_name,
    song_id as object,
    cast(count(*) as varchar) || ' rows' as detail
from tbl_songs
group by
    song_id
having count(*) > 1
union all
select
    'tbl_song_artists has one row a key' as check_name,
    song_id || ' ' || cast(position as varchar) as object,
    cast(count(*) as varchar) || ' rows' as detail
from tbl_song_artists
group by
    song_id,
    position
having count(*) > 1
union all
select
    'tbl_playlist has one row a key' as check_name,
    playlist_id as object,
    cast(count(*) as varchar) || ' rows' as detail
from tbl_playlist
group by
    playlist_id
having count(*) > 1
union all
select
    'tbl_playlist_items has one row a key' as check_name,
    playlist_id || ' ' || snapshot || ' ' || cast(position as varchar) as object,
    cast(count(*) as varchar) || ' rows' as detail
from tbl_playlist_items
where extracted_at in (
    select extracted_at
    from new_snapshots
)
group by
    playlist_id,
    snapshot,
    position
having count(*) > 1
union all
select
    'etl_load has one row a key' as check_name,
    snapshot as object,
    cast(count(*) as varchar) || ' rows' as detail
from etl_load
group by
    snapshot
having count(*) > 1
union all
select
    'etl_run has one row a key' as check_name,
    run_id as object,
    cast(count(*) as varchar) || ' rows' as detail
from etl_run
group by
    run_id
having count(*) > 1
