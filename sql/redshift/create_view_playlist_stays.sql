-- Generated from the table model; CONTRIBUTING.md says how.
-- Each stretch of days that a song stood on a playlist without a break, as the playlist was at the end of each day. Days are those on which
-- somebody looked: a day that was not read neither counts nor ends a stay. None is current where parts have come since the last whole read.
-- A second run changes nothing.
create or replace view v_playlist_stays as
with contents as (
    select
        days.playlist_id,
        days."snapshot",
        days.extracted_at,
        min(days.observed_on) as first_on,
        max(days.observed_on) as last_on,
        count(*) as days,
        row_number() over (partition by days.playlist_id order by days.extracted_at) as content_number,
        case
            when days.extracted_at >= coalesce(max(tbl_playlist.items_extracted_at), days.extracted_at)
                then count(*) over (partition by days.playlist_id)
        end as contents
    from v_playlist_days as days
    left join tbl_playlist
        on tbl_playlist.playlist_id = days.playlist_id
    group by
        days.playlist_id,
        days."snapshot",
        days.extracted_at
),
listed as (
    select
        contents.playlist_id,
        contents.first_on,
        contents.last_on,
        contents.days,
        contents.content_number,
        contents.contents,
        items.song_id,
        min(items.position) as position
    from contents
    join tbl_playlist_items as items
        on items.playlist_id = contents.playlist_id
        and items.extracted_at = contents.extracted_at
        and items."snapshot" = contents."snapshot"
    group by
        contents.playlist_id,
        contents.first_on,
        contents.last_on,
        contents.days,
        contents.content_number,
        contents.contents,
        items.song_id
),
numbered as (
    select
        playlist_id,
        song_id,
        first_on,
        last_on,
        days,
        content_number,
        contents,
        position,
        content_number - row_number() over (partition by playlist_id, song_id order by content_number) as stay
    from listed
),
ranked as (
    select
        playlist_id,
        song_id,
        first_on,
        last_on,
        days,
        content_number,
        contents,
        position,
        stay,
        min(position) over (partition by playlist_id, song_id, stay) as best_position
    from numbered
)
select
    playlist_id,
    song_id,
    min(first_on) as first_on,
    max(last_on) as last_on,
    cast(sum(days) as bigint) as days,
    min(best_position) as best_position,
    min(case when position = best_position then first_on end) as best_on,
    coalesce(max(content_number) = max(contents), false) as is_current
from ranked
group by
    playlist_id,
    song_id,
    stay
