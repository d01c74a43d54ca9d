-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses the rows of etl_load_rows of the snapshots that this load enters into the ledger, and of those
-- that a version entered which fills etl_load alone. A second run doubles the rows.
insert into winner_etl_load_rows (
    "snapshot",
    table_name,
    row_count
)
with told as (
    select
        staged."snapshot",
        staged.table_name,
        staged.row_count
    from stage_etl_load_rows as staged
    join winner_etl_load
        on winner_etl_load."snapshot" = staged."snapshot"
),
counted as (
    select
        "snapshot",
        'album' as table_name,
        album_rows as row_count
    from etl_load
    union all
    select
        "snapshot",
        'artists' as table_name,
        artists_rows as row_count
    from etl_load
    union all
    select
        "snapshot",
        'songs' as table_name,
        songs_rows as row_count
    from etl_load
    union all
    select
        "snapshot",
        'song_artists' as table_name,
        song_artists_rows as row_count
    from etl_load
    union all
    select
        "snapshot",
        'playlist' as table_name,
        playlist_rows as row_count
    from etl_load
    union all
    select
        "snapshot",
        'playlist_items' as table_name,
        playlist_items_rows as row_count
    from etl_load
),
news as (
    select
        counted."snapshot",
        counted.table_name,
        counted.row_count
    from counted
    left join etl_load_rows as noted
        on noted."snapshot" = counted."snapshot"
        and noted.table_name = counted.table_name
    where counted.row_count is not null
        and counted."snapshot" not in (select "snapshot" from winner_etl_load)
        and (noted."snapshot" is null or noted.row_count <> counted.row_count)
)
select
    "snapshot",
    table_name,
    row_count
from told
union all
select
    "snapshot",
    table_name,
    row_count
from news
