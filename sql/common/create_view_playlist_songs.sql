-- Each song that a playlist ever held: days on the list, longest and present streak, best position and the first day there. Days are those on
-- which somebody looked. A second run changes nothing.
create or replace view v_playlist_songs as
with peaks as (
    select
        playlist_id,
        song_id,
        first_on,
        last_on,
        days,
        best_position,
        best_on,
        is_current,
        min(best_position) over (partition by playlist_id, song_id) as peak_position
    from v_playlist_stays
),
songs as (
    select
        playlist_id,
        song_id,
        min(first_on) as first_on,
        max(last_on) as last_on,
        cast(sum(days) as bigint) as days,
        count(*) as stays,
        max(days) as longest_streak_days,
        max(case when is_current then days else 0 end) as current_streak_days,
        min(peak_position) as peak_position,
        min(case when best_position = peak_position then best_on end) as peak_on
    from peaks
    group by
        playlist_id,
        song_id
)
select
    songs.playlist_id,
    songs.song_id,
    tbl_songs.song_name,
    songs.first_on,
    songs.last_on,
    songs.days,
    songs.stays,
    songs.longest_streak_days,
    songs.current_streak_days,
    songs.peak_position,
    songs.peak_on
from songs
left join tbl_songs
    on tbl_songs.song_id = songs.song_id
