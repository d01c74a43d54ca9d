-- Which positions of the current content of a playlist come from which snapshot: its newest whole read, or the newest parts that were read within
-- lake.parts-within, tell the same total and have all positions up to it, whichever is newer. At each position the newest part counts. Arrays
-- in place of joins, since Athena works a with clause out as often as it is named. A second run changes nothing.
create or replace view tbl_playlist_content as
with reads as (
    select
        listed.playlist_id,
        coalesce(listed.whole, true) as whole,
        case when not listed.whole then listed.total end as total,
        etl_load.extracted_at,
        cast(
            row(
                etl_load.extracted_at,
                listed.snapshot,
                case when not listed.whole then listed.first_position else 0 end,
                case when not listed.whole then listed.last_position end
            ) as row(extracted_at timestamp(6), snapshot varchar, first_position bigint, last_position bigint)
        ) as part
    from etl_load_playlists as listed
    join etl_load
        on etl_load.snapshot = listed.snapshot
    where listed.items_removed_at is null
        and (
            coalesce(listed.whole, true)
            or (listed.total is not null and listed.last_position - listed.first_position + 1 = listed.entries)
        )
),
together as (
    select
        playlist_id,
        whole,
        total,
        row(part.extracted_at, part.snapshot) as stamp,
        case
            when whole then array[part]
            else array_agg(part) over (
                partition by playlist_id, whole, total
                order by extracted_at
                range between interval ':parts_within' second preceding and current row
            )
        end as parts
    from reads
),
chosen as (
    select
        playlist_id,
        max_by(parts, stamp) as parts
    from together
    where whole
        or reduce(
            array_sort(transform(parts, part -> array[part.first_position, part.last_position])),
            cast(0 as bigint),
            (covered, part) -> if(part[1] > covered, covered, greatest(covered, part[2] + 1)),
            covered -> covered
        ) >= total
    group by playlist_id
),
spans as (
    select
        chosen.playlist_id,
        chosen.parts,
        span.first_position,
        lead(span.first_position) over (partition by chosen.playlist_id order by span.first_position) - 1 as last_position
    from chosen
    cross join unnest(
        array_distinct(
            flatten(transform(chosen.parts, part -> array[part.first_position, coalesce(part.last_position, -2) + 1]))
        )
    ) as span (first_position)
),
pieces as (
    select
        playlist_id,
        first_position,
        last_position,
        array_max(
            filter(
                parts,
                part -> part.first_position <= first_position and coalesce(part.last_position >= first_position, true)
            )
        ) as part
    from spans
    where first_position >= 0
)
select
    playlist_id,
    part.snapshot as snapshot,
    first_position,
    last_position,
    part.extracted_at as extracted_at
from pieces
where part is not null
