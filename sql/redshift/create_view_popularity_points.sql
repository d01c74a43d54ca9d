-- Generated from the table model; CONTRIBUTING.md says how.
-- The popularity of the songs on a playlist in the 37 days up to its newest whole read, one point a day on which it was read: the ground of
-- v_popularity_trends and v_popularity_forecasts. A second run changes nothing.
create or replace view v_popularity_points as
with reads as (
    select
        playlist_id,
        "snapshot",
        extracted_at,
        max(max(read_day_number)) over (partition by playlist_id) - max(read_day_number) as days_ago
    from v_playlist_days
    group by
        playlist_id,
        "snapshot",
        extracted_at
)
select
    reads.playlist_id,
    items.song_id,
    reads.extracted_at,
    reads.days_ago,
    max(items.popularity) as popularity
from reads
join tbl_playlist_items as items
    on items.playlist_id = reads.playlist_id
    and items.extracted_at = reads.extracted_at
    and items."snapshot" = reads."snapshot"
where reads.days_ago <= 37
    and items.popularity is not null
group by
    reads.playlist_id,
    items.song_id,
    reads.extracted_at,
    reads.days_ago
