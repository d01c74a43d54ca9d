-- Generated from the table model; CONTRIBUTING.md says how.
-- A key of tbl_playlist_items or of the ledger's rows that has more than one row, or a reference to a row that is not there. Reads only; a row is a finding.
with loaded as (
    select
        "snapshot",
        extracted_at
    from etl_load
    where coalesce(run_id, '') like :?loaded_by
),
findings as (
    select
        'tbl_playlist_items has one row a key' as check_name,
        playlist_id || ' ' || cast(position as varchar) || ' ' || "snapshot" as object,
        cast(count(*) as varchar) || ' rows' as detail
    from tbl_playlist_items
    where extracted_at in (select extracted_at from loaded)
        and "snapshot" in (select "snapshot" from loaded)
    group by
        playlist_id,
        position,
        "snapshot"
    having count(*) > 1
    union all
    select
        'tbl_playlist_items.playlist_id exists in tbl_playlist' as check_name,
        child.playlist_id as object,
        child.playlist_id as detail
    from tbl_playlist_items as child
    left join tbl_playlist as parent
        on parent.playlist_id = child.playlist_id
    where child.extracted_at in (select extracted_at from loaded)
        and child."snapshot" in (select "snapshot" from loaded)
        and child.playlist_id is not null
        and parent.playlist_id is null
    union all
    select
        'tbl_playlist_items.song_id exists in tbl_songs' as check_name,
        child.playlist_id as object,
        child.song_id as detail
    from tbl_playlist_items as child
    left join tbl_songs as parent
        on parent.song_id = child.song_id
    where child.extracted_at in (select extracted_at from loaded)
        and child."snapshot" in (select "snapshot" from loaded)
        and child.song_id is not null
        and parent.song_id is null
    union all
    select
        'etl_load_rows has one row a key' as check_name,
        "snapshot" || ' ' || table_name as object,
        cast(count(*) as varchar) || ' rows' as detail
    from etl_load_rows
    where "snapshot" in (select "snapshot" from loaded)
    group by
        "snapshot",
        table_name
    having count(*) > 1
    union all
    select
        'etl_load_skipped has one row a key' as check_name,
        "snapshot" || ' ' || reason as object,
        cast(count(*) as varchar) || ' rows' as detail
    from etl_load_skipped
    where "snapshot" in (select "snapshot" from loaded)
    group by
        "snapshot",
        reason
    having count(*) > 1
    union all
    select
        'etl_load_playlists has one row a key' as check_name,
        "snapshot" || ' ' || playlist_id as object,
        cast(count(*) as varchar) || ' rows' as detail
    from etl_load_playlists
    where "snapshot" in (select "snapshot" from loaded)
    group by
        "snapshot",
        playlist_id
    having count(*) > 1
    union all
    select
        'etl_load_withheld has one row a key' as check_name,
        "snapshot" || ' ' || playlist_id || ' ' || table_name || ' ' || column_name as object,
        cast(count(*) as varchar) || ' rows' as detail
    from etl_load_withheld
    where "snapshot" in (select "snapshot" from loaded)
    group by
        "snapshot",
        playlist_id,
        table_name,
        column_name
    having count(*) > 1
    union all
    select
        'etl_load_repaired has one row a key' as check_name,
        "snapshot" || ' ' || field as object,
        cast(count(*) as varchar) || ' rows' as detail
    from etl_load_repaired
    where "snapshot" in (select "snapshot" from loaded)
    group by
        "snapshot",
        field
    having count(*) > 1
)
select
    check_name,
    object,
    detail
from findings
