-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses one row a key, whatever the order of loading: each column from the newest snapshot that tells it, nulls included; what
-- a snapshot withholds stays as it was told last, and told_by says by whom.
-- A second run doubles the rows.
insert into winner_album (
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    "snapshot",
    told_by
)
with withheld as (
    select
        "snapshot",
        ''
        || ';' || max(case column_name when 'album_name' then '-' else '' end)
        || ';' || max(case column_name when 'release_date' then '-' else '' end)
        || ';' || max(case column_name when 'total_tracks' then '-' else '' end)
        || ';' || max(case column_name when 'url' then '-' else '' end) as told_by
    from etl_load_withheld
    where table_name = 'album'
    group by
        "snapshot"
),
replayed as (
    select winner_etl_load."snapshot"
    from winner_etl_load
    join stage_etl_load as staged
        on staged."snapshot" = winner_etl_load."snapshot"
    where staged.replay
),
candidates as (
    select
        row_of.album_id,
        row_of.album_name,
        row_of.release_date,
        row_of.release_date_precision,
        row_of.total_tracks,
        row_of.url,
        row_of.extracted_at,
        row_of."snapshot",
        withheld.told_by,
        1 as is_staged,
        0 as is_replayed
    from stage_album as row_of
    left join withheld
        on withheld."snapshot" = row_of."snapshot"
    union all
    select
        row_of.album_id,
        row_of.album_name,
        row_of.release_date,
        row_of.release_date_precision,
        row_of.total_tracks,
        row_of.url,
        row_of.extracted_at,
        row_of."snapshot",
        case
            when substr(row_of.told_by, 1, length(row_of."snapshot") + 1) = row_of."snapshot" || ';'
                then row_of.told_by
            else withheld.told_by
        end as told_by,
        0 as is_staged,
        case when replayed."snapshot" is null then 0 else 1 end as is_replayed
    from tbl_album as row_of
    left join withheld
        on withheld."snapshot" = row_of."snapshot"
    left join replayed
        on replayed."snapshot" = row_of."snapshot"
    where row_of.album_id in (select album_id from stage_album)
),
ranked as (
    select
        album_id,
        album_name,
        release_date,
        release_date_precision,
        total_tracks,
        url,
        extracted_at,
        "snapshot",
        told_by,
        is_staged,
        case
            when is_replayed = 1 then '-'
            else cast(extracted_at as varchar) || ' ' || "snapshot" || case is_staged when 1 then ' ' else '' end
        end as own_stamp,
        min(coalesce(told_by, '')) over (partition by album_id) as least_told_by,
        max(coalesce(told_by, '')) over (partition by album_id) as most_told_by,
        row_number() over (
            partition by album_id
            order by is_replayed, extracted_at desc, "snapshot" desc, is_staged desc
        ) as place
    from candidates
),
stamped as (
    select
        album_id,
        album_name,
        release_date,
        release_date_precision,
        total_tracks,
        url,
        extracted_at,
        "snapshot",
        own_stamp,
        place,
        coalesce(nullif(split_part(told_by, ';', 2), ''), own_stamp) as album_name_stamp,
        coalesce(nullif(split_part(told_by, ';', 3), ''), own_stamp) as release_date_stamp,
        coalesce(nullif(split_part(told_by, ';', 4), ''), own_stamp) as total_tracks_stamp,
        coalesce(nullif(split_part(told_by, ';', 5), ''), own_stamp) as url_stamp
    from ranked
    where least_told_by <> most_told_by
),
compared as (
    select
        album_id,
        album_name,
        release_date,
        release_date_precision,
        total_tracks,
        url,
        extracted_at,
        "snapshot",
        own_stamp,
        place,
        album_name_stamp,
        release_date_stamp,
        total_tracks_stamp,
        url_stamp,
        max(album_name_stamp) over (partition by album_id) as album_name_told,
        max(release_date_stamp) over (partition by album_id) as release_date_told,
        max(total_tracks_stamp) over (partition by album_id) as total_tracks_told,
        max(url_stamp) over (partition by album_id) as url_told
    from stamped
),
composed as (
    select
        row_of.album_id,
        max(case when row_of.album_name_stamp = row_of.album_name_told and row_of.album_name_stamp <> '-' then row_of.album_name end) as album_name,
        max(case when row_of.release_date_stamp = row_of.release_date_told and row_of.release_date_stamp <> '-' then row_of.release_date end) as release_date,
        max(case when row_of.release_date_stamp = row_of.release_date_told and row_of.release_date_stamp <> '-' then row_of.release_date_precision end) as release_date_precision,
        max(case when row_of.total_tracks_stamp = row_of.total_tracks_told and row_of.total_tracks_stamp <> '-' then row_of.total_tracks end) as total_tracks,
        max(case when row_of.url_stamp = row_of.url_told and row_of.url_stamp <> '-' then row_of.url end) as url,
        max(case when row_of.place = 1 then row_of.extracted_at end) as extracted_at,
        max(case when row_of.place = 1 then row_of."snapshot" end) as "snapshot",
        max(
            case
                when row_of.place = 1
                    then row_of."snapshot"
                        || ';' || case row_of.album_name_told when row_of.own_stamp then '' else row_of.album_name_told end
                        || ';' || case row_of.release_date_told when row_of.own_stamp then '' else row_of.release_date_told end
                        || ';' || case row_of.total_tracks_told when row_of.own_stamp then '' else row_of.total_tracks_told end
                        || ';' || case row_of.url_told when row_of.own_stamp then '' else row_of.url_told end
                        || ';'
            end
        ) as told_by
    from compared as row_of
    group by row_of.album_id
)
select
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    "snapshot",
    cast(null as varchar) as told_by
from ranked
where place = 1
    and least_told_by = most_told_by
union all
select
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    "snapshot",
    case when told_by like '% %' then replace(told_by, ' ;', ';') end as told_by
from composed
