-- Generated from the table model; CONTRIBUTING.md says how.
-- Tells of each CSV file of :?rows, a JSON array of objects, how many of its rows pipes have brought, when they began to read it,
-- and whether its snapshot was loaded already. A row that was brought twice counts once. Reads only.
with asked as (
    select
        cast(entry.value['snapshot'] as varchar) as snapshot,
        cast(entry.value['file_name'] as varchar) as file_name
    from (select parse_json(:?rows) as entries) as given,
        lateral flatten(input => given.entries) as entry
),
landed as (
    select
        file_name,
        count(distinct file_row_number) as row_count,
        min(landed_at) as landed_at
    from landing_album
    where file_name in (select file_name from asked)
    group by file_name
    union all
    select
        file_name,
        count(distinct file_row_number) as row_count,
        min(landed_at) as landed_at
    from landing_artists
    where file_name in (select file_name from asked)
    group by file_name
    union all
    select
        file_name,
        count(distinct file_row_number) as row_count,
        min(landed_at) as landed_at
    from landing_songs
    where file_name in (select file_name from asked)
    group by file_name
    union all
    select
        file_name,
        count(distinct file_row_number) as row_count,
        min(landed_at) as landed_at
    from landing_song_artists
    where file_name in (select file_name from asked)
    group by file_name
    union all
    select
        file_name,
        count(distinct file_row_number) as row_count,
        min(landed_at) as landed_at
    from landing_playlist
    where file_name in (select file_name from asked)
    group by file_name
    union all
    select
        file_name,
        count(distinct file_row_number) as row_count,
        min(landed_at) as landed_at
    from landing_playlist_items
    where file_name in (select file_name from asked)
    group by file_name
)
select
    asked.file_name,
    landed.row_count,
    date_part(epoch_second, landed.landed_at) as landed_second,
    etl_load.snapshot is not null as is_loaded
from asked
left join landed
    on landed.file_name = asked.file_name
left join etl_load
    on etl_load.snapshot = asked.snapshot
