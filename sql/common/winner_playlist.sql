-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses one row a key, from the newest snapshot that has it, nulls included, whatever the order of loading.
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
    snapshot
)
with candidates as (
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
        1 as is_staged
    from stage_playlist
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
        0 as is_staged
    from tbl_playlist
    where playlist_id in (select playlist_id from stage_playlist)
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
        row_number() over (
            partition by playlist_id
            order by extracted_at desc, snapshot desc, is_staged desc
        ) as place
    from candidates
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
    snapshot
from ranked
where place = 1
