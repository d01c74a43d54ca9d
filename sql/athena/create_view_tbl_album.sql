-- Generated from the table model; CONTRIBUTING.md says how.
-- One row an album: its newest form. A second run changes nothing.
create or replace view tbl_album as
with withheld as (
    select
        snapshot,
        commit_id,
        array_agg(column_name) as column_names
    from :lake.etl_load_withheld
    where table_name = 'album'
    group by
        snapshot,
        commit_id
),
versions as (
    select
        told.album_id,
        told.album_name,
        told.release_date,
        told.release_date_precision,
        told.total_tracks,
        told.url,
        told.extracted_at,
        told.snapshot,
        row(told.extracted_at, told.snapshot) as stamp,
        coalesce(withheld.column_names, array[]) as withheld
    from :lake.etl_load as ledger
    join :lake.tbl_album as told
        on told.snapshot = ledger.snapshot
        and told.commit_id = ledger.commit_id
    left join withheld
        on withheld.snapshot = told.snapshot
        and withheld.commit_id = told.commit_id
)
select
    versions.album_id,
    max_by(versions.album_name, versions.stamp) filter (where not contains(versions.withheld, 'album_name')) as album_name,
    max_by(versions.release_date, versions.stamp) filter (where not contains(versions.withheld, 'release_date')) as release_date,
    max_by(versions.release_date_precision, versions.stamp) filter (where not contains(versions.withheld, 'release_date')) as release_date_precision,
    max_by(versions.total_tracks, versions.stamp) filter (where not contains(versions.withheld, 'total_tracks')) as total_tracks,
    max_by(versions.url, versions.stamp) filter (where not contains(versions.withheld, 'url')) as url,
    max_by(versions.extracted_at, versions.stamp) as extracted_at,
    max_by(versions.snapshot, versions.stamp) as snapshot
from versions
group by versions.album_id
