-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses one row a key, from the newest snapshot that has it, nulls included, whatever the order of loading.
-- A second run doubles the rows.
insert into winner_album (
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    snapshot
)
with candidates as (
    select
        album_id,
        album_name,
        release_date,
        release_date_precision,
        total_tracks,
        url,
        extracted_at,
        snapshot,
        1 as is_staged
    from stage_album
    union all
    select
        album_id,
        album_name,
        release_date,
        release_date_precision,
        total_tracks,
        url,
        extracted_at,
        snapshot,
        0 as is_staged
    from tbl_album
    where album_id in (select album_id from stage_album)
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
        snapshot,
        row_number() over (
            partition by album_id
            order by extracted_at desc, snapshot desc, is_staged desc
        ) as place
    from candidates
)
select
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    snapshot
from ranked
where place = 1
