-- Generated from the table model; CONTRIBUTING.md says how.
-- One row a song: its newest form, and the earliest time at which any playlist had it. A second run changes nothing.
create or replace view tbl_songs as
with withheld as (
    select
        snapshot,
        commit_id,
        array_agg(column_name) as column_names
    from :lake.etl_load_withheld
    where table_name = 'songs'
    group by
        snapshot,
        commit_id
),
versions as (
    select
        told.song_id,
        told.song_name,
        told.duration_ms,
        told.url,
        told.popularity,
        told.explicit,
        told.isrc,
        told.song_added,
        told.album_id,
        told.artist_id,
        told.extracted_at,
        told.snapshot,
        row(told.extracted_at, told.snapshot) as stamp,
        coalesce(withheld.column_names, array[]) as withheld
    from :lake.etl_load as ledger
    join :lake.tbl_songs as told
        on told.snapshot = ledger.snapshot
        and told.commit_id = ledger.commit_id
    left join withheld
        on withheld.snapshot = told.snapshot
        and withheld.commit_id = told.commit_id
)
select
    versions.song_id,
    max_by(versions.song_name, versions.stamp) filter (where not contains(versions.withheld, 'song_name')) as song_name,
    max_by(versions.duration_ms, versions.stamp) filter (where not contains(versions.withheld, 'duration_ms')) as duration_ms,
    max_by(versions.url, versions.stamp) filter (where not contains(versions.withheld, 'url')) as url,
    max_by(versions.popularity, versions.stamp) filter (where not contains(versions.withheld, 'popularity')) as popularity,
    max_by(versions.explicit, versions.stamp) filter (where not contains(versions.withheld, 'explicit')) as explicit,
    max_by(versions.isrc, versions.stamp) filter (where not contains(versions.withheld, 'isrc')) as isrc,
    min(versions.song_added) as song_added,
    max_by(versions.album_id, versions.stamp) filter (where not contains(versions.withheld, 'album_id')) as album_id,
    max_by(versions.artist_id, versions.stamp) filter (where not contains(versions.withheld, 'artist_id')) as artist_id,
    max_by(versions.extracted_at, versions.stamp) as extracted_at,
    max_by(versions.snapshot, versions.stamp) as snapshot
from versions
group by versions.song_id
