-- Generated from the table model; CONTRIBUTING.md says how.
-- What each playlist held at the end of each day on which it was read or seen to be unchanged: the snapshot that was its newest whole read
-- by then. A day on which nobody looked has no row, as nobody knows. Days are numbered from 2000-01-01. A second run changes nothing.
create or replace view v_playlist_days as
with looks as (
    select
        playlist_id,
        cast(observed_at as date) as observed_on,
        cast(null as timestamp) as extracted_at
    from etl_observation
    where outcome = 'unchanged'
    union all
    select
        playlist_id,
        cast(extracted_at as date) as observed_on,
        extracted_at
    from v_playlist_reads
),
days as (
    select
        playlist_id,
        observed_on,
        max(extracted_at) as extracted_at
    from looks
    group by
        playlist_id,
        observed_on
),
carried as (
    select
        playlist_id,
        observed_on,
        max(extracted_at) over (
            partition by playlist_id
            order by observed_on
            rows between unbounded preceding and current row
        ) as extracted_at
    from days
)
select
    carried.playlist_id,
    carried.observed_on,
    date_diff('day', date '2000-01-01', carried.observed_on) as day_number,
    reads.snapshot,
    reads.extracted_at,
    date_diff('day', date '2000-01-01', cast(reads.extracted_at as date)) as read_day_number
from carried
join v_playlist_reads as reads
    on reads.playlist_id = carried.playlist_id
    and reads.extracted_at = carried.extracted_at
