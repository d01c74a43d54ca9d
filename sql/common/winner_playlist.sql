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
    snapshot,
    told_by
)
with withheld as (
    select
        snapshot,
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
        snapshot,
        playlist_id
),
replayed as (
    select winner_etl_load.snapshot
    from winner_etl_load
    join stage_etl_load as staged
        on staged.snapshot = winner_etl_load.snapshot
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
        row_of.snapshot,
        withheld.told_by,
        1 as is_staged,
        0 as is_replayed
    from stage_playlist as row_of
    left join withheld
        on withheld.snapshot = row_of.snapshot
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
        row_of.snapshot,
        case
            when substr(row_of.told_by, 1, length(row_of.snapshot) + 1) = row_of.snapshot || ';'
                then row_of.told_by
            else withheld.told_by
        end as told_by,
        0 as is_staged,
        case when replayed.snapshot is null then 0 else 1 end as is_replayed
    from tbl_playlist as row_of
    left join withheld
        on withheld.snapshot = row_of.snapshot
        and withheld.playlist_id = row_of.playlist_id
    left join replayed
        on replayed.snapshot = row_of.snapshot
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
        snapshot,
        told_by,
        is_staged,
        case
            when is_replayed = 1 then '-'
            else cast(extracted_at as varchar) || ' ' || snapshot
        end as own_stamp,
        min(coalesce(told_by, '')) over (partition by playlist_id) as least_told_by,
        max(coalesce(told_by, '')) over (partition by playlist_id) as most_told_by,
        row_number() over (
            partition by playlist_id
            order by is_replayed, extracted_at desc, snapshot desc, is_staged desc
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
        snapshot,
        is_staged,
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
composed as (
    select
        playlist_id,
        first_value(playlist_name) over (
            partition by playlist_id
            order by playlist_name_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as playlist_name,
        first_value(owner_id) over (
            partition by playlist_id
            order by owner_id_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as owner_id,
        first_value(snapshot_id) over (
            partition by playlist_id
            order by snapshot_id_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as snapshot_id,
        first_value(total_items) over (
            partition by playlist_id
            order by total_items_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as total_items,
        first_value(url) over (
            partition by playlist_id
            order by url_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as url,
        first_value(items_extracted_at) over (
            partition by playlist_id
            order by items_extracted_at_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as items_extracted_at,
        extracted_at,
        snapshot,
        own_stamp,
        place,
        max(playlist_name_stamp) over (partition by playlist_id) as playlist_name_told,
        max(owner_id_stamp) over (partition by playlist_id) as owner_id_told,
        max(snapshot_id_stamp) over (partition by playlist_id) as snapshot_id_told,
        max(total_items_stamp) over (partition by playlist_id) as total_items_told,
        max(url_stamp) over (partition by playlist_id) as url_told,
        max(items_extracted_at_stamp) over (partition by playlist_id) as items_extracted_at_told
    from stamped
),
told as (
    select
        playlist_id,
        playlist_name,
        owner_id,
        snapshot_id,
        total_items,
        url,
        items_extracted_at,
        extracted_at,
        snapshot,
        snapshot
        || ';' || case playlist_name_told when own_stamp then '' else playlist_name_told end
        || ';' || case owner_id_told when own_stamp then '' else owner_id_told end
        || ';' || case snapshot_id_told when own_stamp then '' else snapshot_id_told end
        || ';' || case total_items_told when own_stamp then '' else total_items_told end
        || ';' || case url_told when own_stamp then '' else url_told end
        || ';' || case items_extracted_at_told when own_stamp then '' else items_extracted_at_told end as told_by
    from composed
    where place = 1
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
    snapshot,
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
    snapshot,
    case when told_by like '% %' then told_by end as told_by
from told
