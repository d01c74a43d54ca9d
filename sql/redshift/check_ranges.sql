-- Generated from the table model; CONTRIBUTING.md says how.
-- A number outside its range. Reads only; a row is a finding.
with loaded as (
    select
        "snapshot",
        extracted_at
    from etl_load
    where coalesce(run_id, '') like :?loaded_by
),
findings as (
    select
        'tbl_songs.popularity is 0 to 100' as check_name,
        song_id as object,
        cast(popularity as varchar) as detail
    from tbl_songs
    where "snapshot" in (select "snapshot" from loaded)
        and popularity not between 0 and 100
        and nullif(split_part(told_by, ';', 5), '') is null
    union all
    select
        'tbl_playlist_items.popularity is 0 to 100' as check_name,
        playlist_id as object,
        cast(popularity as varchar) as detail
    from tbl_playlist_items
    where "snapshot" in (select "snapshot" from loaded)
        and popularity not between 0 and 100
    union all
    select
        'tbl_songs.duration_ms is 0 or more' as check_name,
        song_id as object,
        cast(duration_ms as varchar) as detail
    from tbl_songs
    where "snapshot" in (select "snapshot" from loaded)
        and duration_ms < 0
        and nullif(split_part(told_by, ';', 3), '') is null
    union all
    select
        'tbl_song_artists.position is 0 or more' as check_name,
        song_id as object,
        cast(position as varchar) as detail
    from tbl_song_artists
    where "snapshot" in (select "snapshot" from loaded)
        and position < 0
    union all
    select
        'tbl_playlist_items.position is 0 or more' as check_name,
        playlist_id as object,
        cast(position as varchar) as detail
    from tbl_playlist_items
    where "snapshot" in (select "snapshot" from loaded)
        and position < 0
)
select
    check_name,
    object,
    detail
from findings
