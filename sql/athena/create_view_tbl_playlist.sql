-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a playlist: its newest form, and of when its current content is. A second run changes nothing.
create or replace view tbl_playlist as
with withheld as (
    select
        snapshot,
        commit_id,
        playlist_id,
        array_agg(column_name) as column_names
    from :lake.etl_load_withheld
    where table_name = 'playlist'
    group by
        snapshot,
        commit_id,
        playlist_id
),
versions as (
    select
        told.playlist_id,
        told.playlist_name,
        told.owner_id,
        told.snapshot_id,
        told.total_items,
        told.url,
        told.items_extracted_at,
        told.extracted_at,
        told.snapshot,
        row(told.extracted_at, told.snapshot) as stamp,
        coalesce(withheld.column_names, array[]) as withheld
    from :lake.etl_load as ledger
    join :lake.tbl_playlist as told
        on told.snapshot = ledger.snapshot
        and told.commit_id = ledger.commit_id
    left join withheld
        on withheld.snapshot = told.snapshot
        and withheld.commit_id = told.commit_id
        and withheld.playlist_id = told.playlist_id
),
content as (
    select
        playlist_id,
        max(extracted_at) as items_extracted_at
    from tbl_playlist_content
    group by playlist_id
)
select
    versions.playlist_id,
    max_by(versions.playlist_name, versions.stamp) filter (where not contains(versions.withheld, 'playlist_name')) as playlist_name,
    max_by(versions.owner_id, versions.stamp) filter (where not contains(versions.withheld, 'owner_id')) as owner_id,
    max_by(versions.snapshot_id, versions.stamp) filter (where not contains(versions.withheld, 'snapshot_id')) as snapshot_id,
    max_by(versions.total_items, versions.stamp) filter (where not contains(versions.withheld, 'total_items')) as total_items,
    max_by(versions.url, versions.stamp) filter (where not contains(versions.withheld, 'url')) as url,
    max(content.items_extracted_at) as items_extracted_at,
    max_by(versions.extracted_at, versions.stamp) as extracted_at,
    max_by(versions.snapshot, versions.stamp) as snapshot
from versions
left join content
    on content.playlist_id = versions.playlist_id
group by versions.playlist_id
