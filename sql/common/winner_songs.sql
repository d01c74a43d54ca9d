-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses one row a key, whatever the order of loading: each column from the newest snapshot that tells it, nulls included; what
-- a snapshot withholds stays as it was told last, and told_by says by whom.
-- song_added is the earliest of all.
-- A second run doubles the rows.
insert into winner_songs (
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    explicit,
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    snapshot,
    told_by
)
with withheld as (
    select
        snapshot,
        ''
        || ';' || max(case column_name when 'song_name' then '-' else '' end)
        || ';' || max(case column_name when 'duration_ms' then '-' else '' end)
        || ';' || max(case column_name when 'url' then '-' else '' end)
        || ';' || max(case column_name when 'popularity' then '-' else '' end)
        || ';' || max(case column_name when 'explicit' then '-' else '' end)
        || ';' || max(case column_name when 'isrc' then '-' else '' end)
        || ';' || max(case column_name when 'album_id' then '-' else '' end)
        || ';' || max(case column_name when 'artist_id' then '-' else '' end) as told_by
    from etl_load_withheld
    where table_name = 'songs'
    group by
        snapshot
),
replayed as (
    select winner_etl_load.snapshot
    from winner_etl_load
    join stage_etl_load as staged
        on staged.snapshot = winner_etl_load.snapshot
    where staged.replay
),
candidates as (
    select
        row_of.song_id,
        row_of.song_name,
        row_of.duration_ms,
        row_of.url,
        row_of.popularity,
        row_of.explicit,
        row_of.isrc,
        row_of.song_added,
        row_of.album_id,
        row_of.artist_id,
        row_of.extracted_at,
        row_of.snapshot,
        withheld.told_by,
        1 as is_staged,
        0 as is_replayed
    from stage_songs as row_of
    left join withheld
        on withheld.snapshot = row_of.snapshot
    union all
    select
        row_of.song_id,
        row_of.song_name,
        row_of.duration_ms,
        row_of.url,
        row_of.popularity,
        row_of.explicit,
        row_of.isrc,
        row_of.song_added,
        row_of.album_id,
        row_of.artist_id,
        row_of.extracted_at,
        row_of.snapshot,
        case
            when substr(row_of.told_by, 1, length(row_of.snapshot) + 1) = row_of.snapshot || ';'
                then row_of.told_by
            else withheld.told_by
        end as told_by,
        0 as is_staged,
        case when replayed.snapshot is null then 0 else 1 end as is_replayed
    from tbl_songs as row_of
    left join withheld
        on withheld.snapshot = row_of.snapshot
    left join replayed
        on replayed.snapshot = row_of.snapshot
    where row_of.song_id in (select song_id from stage_songs)
),
ranked as (
    select
        song_id,
        song_name,
        duration_ms,
        url,
        popularity,
        explicit,
        isrc,
        min(song_added) over (partition by song_id) as song_added,
        album_id,
        artist_id,
        extracted_at,
        snapshot,
        told_by,
        is_staged,
        case
            when is_replayed = 1 then '-'
            else cast(extracted_at as varchar) || ' ' || snapshot
        end as own_stamp,
        min(coalesce(told_by, '')) over (partition by song_id) as least_told_by,
        max(coalesce(told_by, '')) over (partition by song_id) as most_told_by,
        row_number() over (
            partition by song_id
            order by is_replayed, extracted_at desc, snapshot desc, is_staged desc
        ) as place
    from candidates
),
stamped as (
    select
        song_id,
        song_name,
        duration_ms,
        url,
        popularity,
        explicit,
        isrc,
        song_added,
        album_id,
        artist_id,
        extracted_at,
        snapshot,
        is_staged,
        own_stamp,
        place,
        coalesce(nullif(split_part(told_by, ';', 2), ''), own_stamp) as song_name_stamp,
        coalesce(nullif(split_part(told_by, ';', 3), ''), own_stamp) as duration_ms_stamp,
        coalesce(nullif(split_part(told_by, ';', 4), ''), own_stamp) as url_stamp,
        coalesce(nullif(split_part(told_by, ';', 5), ''), own_stamp) as popularity_stamp,
        coalesce(nullif(split_part(told_by, ';', 6), ''), own_stamp) as explicit_stamp,
        coalesce(nullif(split_part(told_by, ';', 7), ''), own_stamp) as isrc_stamp,
        coalesce(nullif(split_part(told_by, ';', 8), ''), own_stamp) as album_id_stamp,
        coalesce(nullif(split_part(told_by, ';', 9), ''), own_stamp) as artist_id_stamp
    from ranked
    where least_told_by <> most_told_by
),
composed as (
    select
        song_id,
        first_value(song_name) over (
            partition by song_id
            order by song_name_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as song_name,
        first_value(duration_ms) over (
            partition by song_id
            order by duration_ms_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as duration_ms,
        first_value(url) over (
            partition by song_id
            order by url_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as url,
        first_value(popularity) over (
            partition by song_id
            order by popularity_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as popularity,
        first_value(explicit) over (
            partition by song_id
            order by explicit_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as explicit,
        first_value(isrc) over (
            partition by song_id
            order by isrc_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as isrc,
        song_added,
        first_value(album_id) over (
            partition by song_id
            order by album_id_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as album_id,
        first_value(artist_id) over (
            partition by song_id
            order by artist_id_stamp desc, is_staged desc
            rows between unbounded preceding and unbounded following
        ) as artist_id,
        extracted_at,
        snapshot,
        own_stamp,
        place,
        max(song_name_stamp) over (partition by song_id) as song_name_told,
        max(duration_ms_stamp) over (partition by song_id) as duration_ms_told,
        max(url_stamp) over (partition by song_id) as url_told,
        max(popularity_stamp) over (partition by song_id) as popularity_told,
        max(explicit_stamp) over (partition by song_id) as explicit_told,
        max(isrc_stamp) over (partition by song_id) as isrc_told,
        max(album_id_stamp) over (partition by song_id) as album_id_told,
        max(artist_id_stamp) over (partition by song_id) as artist_id_told
    from stamped
),
told as (
    select
        song_id,
        song_name,
        duration_ms,
        url,
        popularity,
        explicit,
        isrc,
        song_added,
        album_id,
        artist_id,
        extracted_at,
        snapshot,
        snapshot
        || ';' || case song_name_told when own_stamp then '' else song_name_told end
        || ';' || case duration_ms_told when own_stamp then '' else duration_ms_told end
        || ';' || case url_told when own_stamp then '' else url_told end
        || ';' || case popularity_told when own_stamp then '' else popularity_told end
        || ';' || case explicit_told when own_stamp then '' else explicit_told end
        || ';' || case isrc_told when own_stamp then '' else isrc_told end
        || ';' || case album_id_told when own_stamp then '' else album_id_told end
        || ';' || case artist_id_told when own_stamp then '' else artist_id_told end as told_by
    from composed
    where place = 1
)
select
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    explicit,
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    snapshot,
    cast(null as varchar) as told_by
from ranked
where place = 1
    and least_told_by = most_told_by
union all
select
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    explicit,
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    snapshot,
    case when told_by like '% %' then told_by end as told_by
from told
