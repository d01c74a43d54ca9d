-- Generated from the table model; CONTRIBUTING.md says how.
-- From one whole read of a playlist to the next: which songs entered, left, moved, and where they stood. A song that stands there twice counts
-- by its best position; positions begin at 0. History is read once, each snapshot for the read that it is and for the one that follows.
-- A second run changes nothing.
create or replace view v_playlist_moves as
with sides as (
    select
        reads.playlist_id,
        reads."snapshot",
        reads.extracted_at,
        reads.read_number,
        sides.side,
        case when sides.side = 'now' then reads."snapshot" else reads.previous_snapshot end as side_snapshot,
        case when sides.side = 'now' then reads.extracted_at else reads.previous_extracted_at end as side_extracted_at
    from v_playlist_reads as reads
    cross join (
        select 'now' as side
        union all
        select 'before' as side
    ) as sides
),
places as (
    select
        sides.playlist_id,
        sides."snapshot",
        sides.extracted_at,
        sides.read_number,
        items.song_id,
        min(case when sides.side = 'now' then items.position end) as position,
        min(case when sides.side = 'before' then items.position end) as previous_position
    from sides
    join tbl_playlist_items as items
        on items.playlist_id = sides.playlist_id
        and items.extracted_at = sides.side_extracted_at
        and items."snapshot" = sides.side_snapshot
    group by
        sides.playlist_id,
        sides."snapshot",
        sides.extracted_at,
        sides.read_number,
        items.song_id
)
select
    places.playlist_id,
    places.extracted_at,
    places."snapshot",
    places.song_id,
    tbl_songs.song_name,
    places.position,
    places.previous_position,
    places.previous_position - places.position as places_up,
    case
        when places.read_number = 1 then 'first read'
        when places.previous_position is null then 'entered'
        when places.position is null then 'left'
        when places.position < places.previous_position then 'up'
        when places.position > places.previous_position then 'down'
        else 'same'
    end as move
from places
left join tbl_songs
    on tbl_songs.song_id = places.song_id
