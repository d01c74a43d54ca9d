-- What each playlist was called, and from when to when it was read under that name. A name that was left out is not a new one.
-- A second run changes nothing.
create or replace view v_playlist_names as
with told as (
    select
        playlist_id,
        playlist_name,
        extracted_at,
        lag(playlist_name) over (partition by playlist_id order by extracted_at) as previous_name
    from v_playlist_reads
    where playlist_name is not null
),
numbered as (
    select
        playlist_id,
        playlist_name,
        extracted_at,
        sum(case when playlist_name = previous_name then 0 else 1 end) over (
            partition by playlist_id
            order by extracted_at
            rows between unbounded preceding and current row
        ) as name_number
    from told
)
select
    playlist_id,
    min(playlist_name) as playlist_name,
    min(extracted_at) as first_read_at,
    max(extracted_at) as last_read_at,
    count(*) as reads
from numbered
group by
    playlist_id,
    name_number
