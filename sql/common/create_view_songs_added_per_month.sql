-- Songs by the month in which a playlist first had them, and their average popularity. A second run changes nothing.
create or replace view v_songs_added_per_month as
select
    cast(date_trunc('month', song_added) as date) as added_month,
    count(*) as songs,
    avg(cast(popularity as double precision)) as average_popularity
from tbl_songs
where song_added is not null
group by cast(date_trunc('month', song_added) as date)
order by added_month
