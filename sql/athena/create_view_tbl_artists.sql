-- Generated from the table model; CONTRIBUTING.md says how.
-- One row an artist: its newest form. A second run changes nothing.
create or replace view tbl_artists as
with withheld as (
    select
        snapshot,
        commit_id,
        array_agg(column_name) as column_names
    from :lake.etl_load_withheld
    where table_name = 'artists'
    group by
        snapshot,
        commit_id
),
versions as (
    select
        told.artist_id,
        told.artist_name,
        told.url,
        told.extracted_at,
        told.snapshot,
        row(told.extracted_at, told.snapshot) as stamp,
        coalesce(withheld.column_names, array[]) as withheld
    from :lake.etl_load as ledger
    join :lake.tbl_artists as told
        on told.snapshot = ledger.snapshot
        and told.commit_id = ledger.commit_id
    left join withheld
        on withheld.snapshot = told.snapshot
        and withheld.commit_id = told.commit_id
)
select
    versions.artist_id,
    max_by(versions.artist_name, versions.stamp) filter (where not contains(versions.withheld, 'artist_name')) as artist_name,
    max_by(versions.url, versions.stamp) filter (where not contains(versions.withheld, 'url')) as url,
    max_by(versions.extracted_at, versions.stamp) as extracted_at,
    max_by(versions.snapshot, versions.stamp) as snapshot
from versions
group by versions.artist_id
