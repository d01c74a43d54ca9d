-- Generated from the table model; CONTRIBUTING.md says how.
-- The artists of each song in their order, from 0. A second run changes nothing.
create or replace view tbl_song_artists as
with withheld as (
    select distinct
        snapshot,
        commit_id
    from :lake.etl_load_withheld
    where table_name = 'songs'
        and column_name = 'artist_id'
),
tellers as (
    select
        told.song_id,
        max_by(told.snapshot, row(told.extracted_at, told.snapshot)) as snapshot
    from :lake.etl_load as ledger
    join :lake.tbl_songs as told
        on told.snapshot = ledger.snapshot
        and told.commit_id = ledger.commit_id
    left join withheld
        on withheld.snapshot = told.snapshot
        and withheld.commit_id = told.commit_id
    where withheld.snapshot is null
    group by told.song_id
)
select
    told.song_id,
    told.position,
    told.artist_id,
    told.extracted_at,
    told.snapshot
from :lake.etl_load as ledger
join :lake.tbl_song_artists as told
    on told.snapshot = ledger.snapshot
    and told.commit_id = ledger.commit_id
join tellers
    on tellers.song_id = told.song_id
    and tellers.snapshot = told.snapshot
