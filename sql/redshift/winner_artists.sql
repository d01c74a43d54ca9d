-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses one row a key, whatever the order of loading: each column from the newest snapshot that tells it, nulls included; what
-- a snapshot withholds stays as it was told last, and told_by says by whom.
-- A second run doubles the rows.
insert into winner_artists (
    artist_id,
    artist_name,
    url,
    extracted_at,
    "snapshot",
    told_by
)
with withheld as (
    select
        "snapshot",
        ''
        || ';' || max(case column_name when 'artist_name' then '-' else '' end)
        || ';' || max(case column_name when 'url' then '-' else '' end) as told_by
    from etl_load_withheld
    where table_name = 'artists'
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
        row_of.artist_id,
        row_of.artist_name,
        row_of.url,
        row_of.extracted_at,
        row_of."snapshot",
        withheld.told_by,
        1 as is_staged,
        0 as is_replayed
    from stage_artists as row_of
    left join withheld
        on withheld."snapshot" = row_of."snapshot"
    union all
    select
        row_of.artist_id,
        row_of.artist_name,
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
    from tbl_artists as row_of
    left join withheld
        on withheld."snapshot" = row_of."snapshot"
    left join replayed
        on replayed."snapshot" = row_of."snapshot"
    where row_of.artist_id in (select artist_id from stage_artists)
),
ranked as (
    select
        artist_id,
        artist_name,
        url,
        extracted_at,
        "snapshot",
        told_by,
        is_staged,
        case
            when is_replayed = 1 then '-'
            else cast(extracted_at as varchar) || ' ' || "snapshot" || case is_staged when 1 then ' ' else '' end
        end as own_stamp,
        min(coalesce(told_by, '')) over (partition by artist_id) as least_told_by,
        max(coalesce(told_by, '')) over (partition by artist_id) as most_told_by,
        row_number() over (
            partition by artist_id
            order by is_replayed, extracted_at desc, "snapshot" desc, is_staged desc
        ) as place
    from candidates
),
stamped as (
    select
        artist_id,
        artist_name,
        url,
        extracted_at,
        "snapshot",
        own_stamp,
        place,
        coalesce(nullif(split_part(told_by, ';', 2), ''), own_stamp) as artist_name_stamp,
        coalesce(nullif(split_part(told_by, ';', 3), ''), own_stamp) as url_stamp
    from ranked
    where least_told_by <> most_told_by
),
compared as (
    select
        artist_id,
        artist_name,
        url,
        extracted_at,
        "snapshot",
        own_stamp,
        place,
        artist_name_stamp,
        url_stamp,
        max(artist_name_stamp) over (partition by artist_id) as artist_name_told,
        max(url_stamp) over (partition by artist_id) as url_told
    from stamped
),
composed as (
    select
        row_of.artist_id,
        max(case when row_of.artist_name_stamp = row_of.artist_name_told and row_of.artist_name_stamp <> '-' then row_of.artist_name end) as artist_name,
        max(case when row_of.url_stamp = row_of.url_told and row_of.url_stamp <> '-' then row_of.url end) as url,
        max(case when row_of.place = 1 then row_of.extracted_at end) as extracted_at,
        max(case when row_of.place = 1 then row_of."snapshot" end) as "snapshot",
        max(
            case
                when row_of.place = 1
                    then row_of."snapshot"
                        || ';' || case row_of.artist_name_told when row_of.own_stamp then '' else row_of.artist_name_told end
                        || ';' || case row_of.url_told when row_of.own_stamp then '' else row_of.url_told end
                        || ';'
            end
        ) as told_by
    from compared as row_of
    group by row_of.artist_id
)
select
    artist_id,
    artist_name,
    url,
    extracted_at,
    "snapshot",
    cast(null as varchar) as told_by
from ranked
where place = 1
    and least_told_by = most_told_by
union all
select
    artist_id,
    artist_name,
    url,
    extracted_at,
    "snapshot",
    case when told_by like '% %' then replace(told_by, ' ;', ';') end as told_by
from composed
