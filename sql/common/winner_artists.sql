-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses one row a key, from the newest snapshot that has it, nulls included, whatever the order of loading.
-- A second run doubles the rows.
insert into winner_artists (
    artist_id,
    artist_name,
    url,
    extracted_at,
    snapshot
)
with candidates as (
    select
        artist_id,
        artist_name,
        url,
        extracted_at,
        snapshot,
        1 as is_staged
    from stage_artists
    union all
    select
        artist_id,
        artist_name,
        url,
        extracted_at,
        snapshot,
        0 as is_staged
    from tbl_artists
    where artist_id in (select artist_id from stage_artists)
),
ranked as (
    select
        artist_id,
        artist_name,
        url,
        extracted_at,
        snapshot,
        row_number() over (
            partition by artist_id
            order by extracted_at desc, snapshot desc, is_staged desc
        ) as place
    from candidates
)
select
    artist_id,
    artist_name,
    url,
    extracted_at,
    snapshot
from ranked
where place = 1
