-- Generated from the table model; CONTRIBUTING.md says how.
-- A simple forecast: where the popularity of a song that a playlist holds now will stand in 7 days if it goes on in a straight line, fitted to the
-- last 30 days and kept within 0 to 100. How far to trust it: the line fitted to the 30 days before the last 7, and "as it was", are held
-- against these 7 days, each by its mean absolute error. A second run changes nothing.
create or replace view v_popularity_forecasts copy grants as
with points as (
    select
        playlist_id,
        song_id,
        extracted_at,
        days_ago,
        cast(popularity as double precision) as popularity,
        -cast(days_ago as double precision) as day,
        case when days_ago >= 7 then 1.0 end as before,
        case when days_ago <= 30 then 1.0 end as recent,
        min(case when days_ago >= 7 then days_ago end) over (partition by playlist_id, song_id) as last_before
    from v_popularity_points
),
sums as (
    select
        playlist_id,
        song_id,
        extracted_at,
        days_ago,
        popularity,
        day,
        max(case when days_ago = last_before then popularity end) over (partition by playlist_id, song_id) as as_it_was,
        count(before) over (partition by playlist_id, song_id) as n,
        sum(before * day) over (partition by playlist_id, song_id) as x,
        sum(before * popularity) over (partition by playlist_id, song_id) as y,
        sum(before * day * popularity) over (partition by playlist_id, song_id) as xy,
        sum(before * day * day) over (partition by playlist_id, song_id) as xx,
        count(recent) over (partition by playlist_id, song_id) as recent_n,
        sum(recent * day) over (partition by playlist_id, song_id) as recent_x,
        sum(recent * popularity) over (partition by playlist_id, song_id) as recent_y,
        sum(recent * day * popularity) over (partition by playlist_id, song_id) as recent_xy,
        sum(recent * day * day) over (partition by playlist_id, song_id) as recent_xx
    from points
),
slopes as (
    select
        playlist_id,
        song_id,
        extracted_at,
        days_ago,
        popularity,
        day,
        as_it_was,
        (n * xy - x * y) / nullif(n * xx - x * x, 0) as slope,
        x / nullif(n, 0) as mean_x,
        y / nullif(n, 0) as mean_y,
        (recent_n * recent_xy - recent_x * recent_y)
            / nullif(recent_n * recent_xx - recent_x * recent_x, 0) as recent_slope,
        recent_x / nullif(recent_n, 0) as recent_mean_x,
        recent_y / nullif(recent_n, 0) as recent_mean_y
    from sums
),
forecasts as (
    select
        playlist_id,
        song_id,
        max(extracted_at) as extracted_at,
        max(case when days_ago = 0 then popularity end) as popularity,
        max(recent_mean_y + recent_slope * (7 - recent_mean_x)) as straight_on,
        avg(case when days_ago < 7 then abs(popularity - (mean_y + slope * (day - mean_x))) end) as line_error,
        avg(case when days_ago < 7 then abs(popularity - as_it_was) end) as no_change_error,
        count(case when days_ago < 7 and slope is not null then 1 end) as held_out_reads
    from slopes
    group by
        playlist_id,
        song_id
)
select
    forecasts.playlist_id,
    forecasts.song_id,
    tbl_songs.song_name,
    forecasts.extracted_at,
    forecasts.popularity,
    case
        when forecasts.straight_on < 0 then 0
        when forecasts.straight_on > 100 then 100
        else forecasts.straight_on
    end as popularity_in_7_days,
    forecasts.line_error,
    case when forecasts.line_error is not null then forecasts.no_change_error end as no_change_error,
    forecasts.held_out_reads
from forecasts
left join tbl_songs
    on tbl_songs.song_id = forecasts.song_id
left join tbl_playlist
    on tbl_playlist.playlist_id = forecasts.playlist_id
where forecasts.popularity is not null
    and forecasts.extracted_at >= coalesce(tbl_playlist.items_extracted_at, forecasts.extracted_at)
    and forecasts.straight_on is not null
