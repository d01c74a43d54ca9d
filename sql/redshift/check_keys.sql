-- Generated from the table model; CONTRIBUTING.md says how.
-- A key that has more than one row. Reads only; a row is a finding.
with loaded as (
    select
        "snapshot",
        extracted_at
    from etl_load
    where coalesce(run_id, '') like :?loaded_by
),
findings as (
    select
        'tbl_album has one row a key' as check_name,
        album_id as object,
        cast(count(*) as varchar) || ' rows' as detail
    from tbl_album
    where "snapshot" in (select "snapshot" from loaded)
    group by
        album_id
    having count(*) > 1
    union all
    select
        'tbl_artists has one row a key' as check_name,
        artist_id as object,
        cast(count(*) as varchar) || ' rows' as detail
    from tbl_artists
    where "snapshot" in (select "snapshot" from loaded)
    group by
        artist_id
    having count(*) > 1
    union all
    select
        'tbl_songs has one row a key' as check_name,
        song_id as object,
        cast(count(*) as varchar) || ' rows' as detail
    from tbl_songs
    where "snapshot" in (select "snapshot" from loaded)
    group by
        song_id
    having count(*) > 1
    union all
    select
        'tbl_song_artists has one row a key' as check_name,
        song_id || ' ' || cast(position as varchar) as object,
        cast(count(*) as varchar) || ' rows' as detail
    from tbl_song_artists
    where "snapshot" in (select "snapshot" from loaded)
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
    where "snapshot" in (select "snapshot" from loaded)
    group by
        playlist_id
    having count(*) > 1
    union all
    select
        'etl_load has one row a key' as check_name,
        "snapshot" as object,
        cast(count(*) as varchar) || ' rows' as detail
    from etl_load
    where "snapshot" in (select "snapshot" from loaded)
    group by
        "snapshot"
    having count(*) > 1
    union all
    select
        'etl_run has one row a key' as check_name,
        run_id as object,
        cast(count(*) as varchar) || ' rows' as detail
    from etl_run
    where run_id like :?loaded_by
    group by
        run_id
    having count(*) > 1
)
select
    check_name,
    object,
    detail
from findings
