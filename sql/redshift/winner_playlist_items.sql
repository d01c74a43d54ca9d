-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses one row a playlist, snapshot and position: every snapshot is kept whole, also where two were read at one time.
-- A second run doubles the rows.
insert into winner_playlist_items (
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    "snapshot"
)
with candidates as (
    select
        playlist_id,
        position,
        song_id,
        added_at,
        added_by,
        popularity,
        extracted_at,
        "snapshot",
        1 as is_staged
    from stage_playlist_items
    union all
    select
        playlist_id,
        position,
        song_id,
        added_at,
        added_by,
        popularity,
        extracted_at,
        "snapshot",
        0 as is_staged
    from tbl_playlist_items
    where extracted_at in (select extracted_at from stage_playlist_items)
        and "snapshot" in (select "snapshot" from stage_playlist_items)
),
ranked as (
    select
        playlist_id,
        position,
        song_id,
        added_at,
        added_by,
        popularity,
        extracted_at,
        "snapshot",
        row_number() over (
            partition by playlist_id, position, "snapshot"
            order by extracted_at desc, is_staged desc
        ) as place
    from candidates
)
select
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    "snapshot"
from ranked
where place = 1
