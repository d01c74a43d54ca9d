-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses one row a key, whatever the order of loading: each column from the newest snapshot that tells it, nulls included; what
-- a snapshot withholds stays as it was told last, and told_by says by whom.
-- A second run doubles the rows.
insert into winner_playlist (
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    "snapshot",
    told_by
)
with withheld as (
    select
        "snapshot",
        playlist_id,
        ''
        || ';' || max(case column_name when 'playlist_name' then '-' else '' end)
        || ';' || max(case column_name when 'owner_id' then '-' else '' end)
        || ';' || max(case column_name when 'snapshot_id' then '-' else '' end)
        || ';' || max(case column_name when 'total_items' then '-' else '' end)
        || ';' || max(case column_name when 'url' then '-' else '' end)
        || ';' || max(case column_name when 'items_extracted_at' then '-' else '' end) as told_by
    from etl_load_withheld
    where table_name = 'playlist'
    group by
        "snapshot",
        playlist_id
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
        row_of.playlist_id,
        row_of.playlist_name,
        row_of.owner_id,
        row_of.snapshot_id,
        row_of.total_items,
        row_of.url,
        row_of.items_extracted_at,
        row_of.extracted_at,
        row_of."snapshot",
        withheld.told_by,
        1 as is_staged,
        0 as is_replayed
    from stage_playlist as row_of
    left join withheld
        on withheld."snapshot" = row_of."snapshot"
        and withheld.playlist_id = row_of.playlist_id
    union all
    select
        row_of.playlist_id,
        row_of.playlist_name,
        row_of.owner_id,
        row_of.snapshot_id,
        row_of.total_items,
        row_of.url,
        row_of.items_extracted_at,
        row_of.extracted_at,
        row_of."snapshot",
        case
            when substr(row_of.told_by, 1, length(row_of."snapshot") + 1) = row_of."snapshot" || ';'
                then row_of.told_by
            else withheld.told_by
        end as told_by,
        0 as is_staged,
        case when replayed."snapshot" is null then 0 else 1 end as is_replayed
    from tbl_playlist as row_of
    left join withheld
        on withheld."snapshot" = row_of."snapshot"
        and withheld.playlist_id = row_of.playlist_id
    left join replayed
        on replayed."snapshot" = row_of."snapshot"
    where row_of.playlist_id in (select playlist_id from stage_playlist)
),
ranked as (
    select
        playlist_id,
        playlist_name,
        owner_id,
        snapshot_id,
        total_items,
        url,
        items_extracted_at,
        extracted_at,
        "snapshot",
        told_by,
        is_staged,
        case
            when is_replayed = 1 then '-'
            else cast(extracted_at as varchar) || ' ' || "snapshot" || case is_staged when 1 then ' ' else '' end
        end as own_stamp,
        min(coalesce(told_by, '')) over (partition by playlist_id) as least_told_by,
        max(coalesce(told_by, '')) over (partition by playlist_id) as most_told_by,
        row_number() over (
            partition by playlist_id
            order by is_replayed, extracted_at desc, "snapshot" desc, is_staged desc
        ) as place
    from candidates
),
stamped as (
    select
        playlist_id,
        playlist_name,
        owner_id,
        snapshot_id,
        total_items,
        url,
        items_extracted_at,
        extracted_at,
        "snapshot",
        own_stamp,
        place,
        coalesce(nullif(split_part(told_by, ';', 2), ''), own_stamp) as playlist_name_stamp,
        coalesce(nullif(split_part(told_by, ';', 3), ''), own_stamp) as owner_id_stamp,
        coalesce(nullif(split_part(told_by, ';', 4), ''), own_stamp) as snapshot_id_stamp,
        coalesce(nullif(split_part(told_by, ';', 5), ''), own_stamp) as total_items_stamp,
        coalesce(nullif(split_part(told_by, ';', 6), ''), own_stamp) as url_stamp,
        coalesce(nullif(split_part(told_by, ';', 7), ''), own_stamp) as items_extracted_at_stamp
    from ranked
    where least_told_by <> most_told_by
),
compared as (
    select
        playlist_id,
        playlist_name,
        owner_id,
        snapshot_id,
        total_items,
        url,
        items_extracted_at,
        extracted_at,
        "snapshot",
        own_stamp,
        place,
        playlist_name_stamp,
        owner_id_stamp,
        snapshot_id_stamp,
        total_items_stamp,
        url_stamp,
        items_extracted_at_stamp,
        max(playlist_name_stamp) over (partition by playlist_id) as playlist_name_told,
        max(owner_id_stamp) over (partition by playlist_id) as owner_id_told,
        max(snapshot_id_stamp) over (partition by playlist_id) as snapshot_id_told,
        max(total_items_stamp) over (partition by playlist_id) as total_items_told,
        max(url_stamp) over (partition by playlist_id) as url_told,
        max(items_extracted_at_stamp) over (partition by playlist_id) as items_extracted_at_told
    from stamped
),
composed as (
    select
        row_of.playlist_id,
        max(case when row_of.playlist_name_stamp = row_of.playlist_name_told and row_of.playlist_name_stamp <> '-' then row_of.playlist_name end) as playlist_name,
        max(case when row_of.owner_id_stamp = row_of.owner_id_told and row_of.owner_id_stamp <> '-' then row_of.owner_id end) as owner_id,
        max(case when row_of.snapshot_id_stamp = row_of.snapshot_id_told and row_of.snapshot_id_stamp <> '-' then row_of.snapshot_id end) as snapshot_id,
        max(case when row_of.total_items_stamp = row_of.total_items_told and row_of.total_items_stamp <> '-' then row_of.total_items end) as total_items,
        max(case when row_of.url_stamp = row_of.url_told and row_of.url_stamp <> '-' then row_of.url end) as url,
        max(case when row_of.items_extracted_at_stamp = row_of.items_extracted_at_told and row_of.items_extracted_at_stamp <> '-' then row_of.items_extracted_at end) as items_extracted_at,
        max(case when row_of.place = 1 then row_of.extracted_at end) as extracted_at,
        max(case when row_of.place = 1 then row_of."snapshot" end) as "snapshot",
        max(
            case
                when row_of.place = 1
                    then row_of."snapshot"
                        || ';' || case row_of.playlist_name_told when row_of.own_stamp then '' else row_of.playlist_name_told end
                        || ';' || case row_of.owner_id_told when row_of.own_stamp then '' else row_of.owner_id_told end
                        || ';' || case row_of.snapshot_id_told when row_of.own_stamp then '' else row_of.snapshot_id_told end
                        || ';' || case row_of.total_items_told when row_of.own_stamp then '' else row_of.total_items_told end
                        || ';' || case row_of.url_told when row_of.own_stamp then '' else row_of.url_told end
                        || ';' || case row_of.items_extracted_at_told when row_of.own_stamp then '' else row_of.items_extracted_at_told end
                        || ';'
            end
        ) as told_by
    from compared as row_of
    group by row_of.playlist_id
)
select
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    "snapshot",
    cast(null as varchar) as told_by
from ranked
where place = 1
    and least_told_by = most_told_by
union all
select
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    "snapshot",
    case when told_by like '% %' then replace(told_by, ' ;', ';') end as told_by
from composed
