-- Generated from the table model; CONTRIBUTING.md says how.
-- How much of a playlist changed from one whole read to the next; churn is the share of songs, of both reads together, that entered or left. It
-- is null for the first read and where both are empty. A second run changes nothing.
create or replace view v_playlist_churn as
select
    reads.playlist_id,
    reads.extracted_at,
    reads."snapshot",
    reads.entries,
    count(moves.position) as songs,
    count(moves.previous_position) as previous_songs,
    count(case when moves.move = 'entered' then 1 end) as entered,
    count(case when moves.move = 'left' then 1 end) as songs_left,
    count(case when moves.move = 'up' then 1 end) as moved_up,
    count(case when moves.move = 'down' then 1 end) as moved_down,
    case
        when reads.read_number > 1
            then cast(count(case when moves.move in ('entered', 'left') then 1 end) as double precision)
                / nullif(count(moves.position) + count(moves.previous_position), 0)
    end as churn
from v_playlist_reads as reads
left join v_playlist_moves as moves
    on moves.playlist_id = reads.playlist_id
    and moves.extracted_at = reads.extracted_at
    and moves."snapshot" = reads."snapshot"
group by
    reads.playlist_id,
    reads.extracted_at,
    reads."snapshot",
    reads.entries,
    reads.read_number
