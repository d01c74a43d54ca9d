-- Generated from the table model; CONTRIBUTING.md says how.
-- Each playlist as it is now: length, running time, how popular and how fresh its songs are, and how much it changed in the 30 days up to its newest
-- whole read. A second run changes nothing.
create or replace view v_playlist_summary as
with content as (
    select
        playlist.playlist_id,
        max(playlist.playlist_name) as playlist_name,
        max(playlist.items_extracted_at) as extracted_at,
        count(items.position) as entries,
        count(distinct items.song_id) as songs,
        cast(sum(tbl_songs.duration_ms) as bigint) as duration_ms,
        avg(cast(items.popularity as double precision)) as average_popularity,
        avg(cast(case when tbl_songs.explicit then 1 when not tbl_songs.explicit then 0 end as double precision)) as explicit_share,
        max(items.added_at) as newest_added_at
    from tbl_playlist as playlist
    left join v_current_playlist_items as items
        on items.playlist_id = playlist.playlist_id
    left join tbl_songs
        on tbl_songs.song_id = items.song_id
    where playlist.items_extracted_at is not null
    group by playlist.playlist_id
),
ages as (
    select
        playlist_id,
        extracted_at,
        entered,
        songs_left,
        date_diff('day', cast(extracted_at as date), cast(max(extracted_at) over (partition by playlist_id) as date)) as days_ago
    from v_playlist_churn
),
changes as (
    select
        playlist_id,
        count(*) as reads,
        cast(sum(entered) as bigint) as entered,
        cast(sum(songs_left) as bigint) as songs_left
    from ages
    where days_ago < 30
    group by playlist_id
)
select
    content.playlist_id,
    content.playlist_name,
    content.extracted_at,
    content.entries,
    content.songs,
    content.duration_ms,
    content.average_popularity,
    content.explicit_share,
    content.newest_added_at,
    changes.reads as reads_in_30_days,
    changes.entered as entered_in_30_days,
    changes.songs_left as left_in_30_days
from content
left join changes
    on changes.playlist_id = content.playlist_id
