-- How the popularity of the songs that a playlist holds now has changed over 1, 7 and 30 days, each against the newest read that is as old or up
-- to 2, 3 and 7 days older; by how much a day it moved: the slope of the least squares over the reads of 7 and of 30 days. A second run changes nothing.
create or replace view v_popularity_trends as
with points as (
    select
        playlist_id,
        song_id,
        extracted_at,
        days_ago,
        cast(popularity as double precision) as popularity,
        -cast(days_ago as double precision) as day,
        min(case when days_ago between 1 and 3 then days_ago end) over (partition by playlist_id) as ago_1,
        min(case when days_ago between 7 and 10 then days_ago end) over (partition by playlist_id) as ago_7,
        min(case when days_ago >= 30 then days_ago end) over (partition by playlist_id) as ago_30
    from v_popularity_points
),
sums as (
    select
        playlist_id,
        song_id,
        max(extracted_at) as extracted_at,
        max(case when days_ago = 0 then popularity end) as popularity,
        max(case when days_ago = ago_1 then popularity end) as popularity_1,
        max(case when days_ago = ago_7 then popularity end) as popularity_7,
        max(case when days_ago = ago_30 then popularity end) as popularity_30,
        count(case when days_ago <= 7 then 1 end) as n_7,
        sum(case when days_ago <= 7 then day end) as x_7,
        sum(case when days_ago <= 7 then popularity end) as y_7,
        sum(case when days_ago <= 7 then day * popularity end) as xy_7,
        sum(case when days_ago <= 7 then day * day end) as xx_7,
        count(case when days_ago <= 30 then 1 end) as n_30,
        sum(case when days_ago <= 30 then day end) as x_30,
        sum(case when days_ago <= 30 then popularity end) as y_30,
        sum(case when days_ago <= 30 then day * popularity end) as xy_30,
        sum(case when days_ago <= 30 then day * day end) as xx_30
    from points
    group by
        playlist_id,
        song_id
)
select
    sums.playlist_id,
    sums.song_id,
    tbl_songs.song_name,
    sums.extracted_at,
    sums.popularity,
    sums.popularity - sums.popularity_1 as change_1_day,
    sums.popularity - sums.popularity_7 as change_7_days,
    sums.popularity - sums.popularity_30 as change_30_days,
    (sums.n_7 * sums.xy_7 - sums.x_7 * sums.y_7) / nullif(sums.n_7 * sums.xx_7 - sums.x_7 * sums.x_7, 0) as slope_7_days,
    (sums.n_30 * sums.xy_30 - sums.x_30 * sums.y_30) / nullif(sums.n_30 * sums.xx_30 - sums.x_30 * sums.x_30, 0) as slope_30_days
from sums
left join tbl_songs
    on tbl_songs.song_id = sums.song_id
left join tbl_playlist
    on tbl_playlist.playlist_id = sums.playlist_id
where sums.popularity is not null
    and sums.extracted_at >= coalesce(tbl_playlist.items_extracted_at, sums.extracted_at)
