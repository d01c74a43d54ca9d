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
    "explicit",
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    "snapshot",
    told_by
)
with withheld as (
    select
        "snapshot",
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
        "snapshot"
),
replayed as (
    select winner_etl_load."snapshot"
    from winner_etl_load
    join stage_etl_load as staged
        on staged."snapshot" = winner_etl_load."snapshot"
    where staged.replay
),
candidates as (
    select
        row_of.song_id,
        row_of.song_name,
        row_of.duration_ms,
        row_of.url,
        row_of.popularity,
        row_of."explicit",
        row_of.isrc,
        row_of.song_added,
        row_of.album_id,
        row_of.artist_id,
        row_of.extracted_at,
        row_of."snapshot",
        withheld.told_by,
        1 as is_staged,
        0 as is_replayed
    from stage_songs as row_of
    left join withheld
        on withheld."snapshot" = row_of."snapshot"
    union all
    select
        row_of.song_id,
        row_of.song_name,
        row_of.duration_ms,
        row_of.url,
        row_of.popularity,
        row_of."explicit",
        row_of.isrc,
        row_of.song_added,
        row_of.album_id,
        row_of.artist_id,
        row_of.extracted_at,
        row_of."snapshot",
        case
            when substr(row_of.told_by, 1, length(row_of."snapshot") + 1) = row_of."snapshot" || ';'
                then row_of.told_by
            else withheld.told_by
        end as told_by,
        0 as is_staged,
        case when replayed."snapshot" is null then 0 else 1 end as is_replayed
    from tbl_songs as row_of
    left join withheld
        on withheld."snapshot" = row_of."snapshot"
    left join replayed
        on replayed."snapshot" = row_of."snapshot"
    where row_of.song_id in (select song_id from stage_songs)
),
ranked as (
    select
        song_id,
        song_name,
        duration_ms,
        url,
        popularity,
        "explicit",
        isrc,
        min(song_added) over (partition by song_id) as song_added,
        album_id,
        artist_id,
        extracted_at,
        "snapshot",
        told_by,
        is_staged,
        case
            when is_replayed = 1 then '-'
            else cast(extracted_at as varchar) || ' ' || "snapshot" || case is_staged when 1 then ' ' else '' end
        end as own_stamp,
        min(coalesce(told_by, '')) over (partition by song_id) as least_told_by,
        max(coalesce(told_by, '')) over (partition by song_id) as most_told_by,
        row_number() over (
            partition by song_id
            order by is_replayed, extracted_at desc, "snapshot" desc, is_staged desc
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
        "explicit",
        isrc,
        song_added,
        album_id,
        artist_id,
        extracted_at,
        "snapshot",
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
compared as (
    select
        song_id,
        song_name,
        duration_ms,
        url,
        popularity,
        "explicit",
        isrc,
        song_added,
        album_id,
        artist_id,
        extracted_at,
        "snapshot",
        own_stamp,
        place,
        song_name_stamp,
        duration_ms_stamp,
        url_stamp,
        popularity_stamp,
        explicit_stamp,
        isrc_stamp,
        album_id_stamp,
        artist_id_stamp,
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
composed as (
    select
        row_of.song_id,
        max(case when row_of.song_name_stamp = row_of.song_name_told and row_of.song_name_stamp <> '-' then row_of.song_name end) as song_name,
        max(case when row_of.duration_ms_stamp = row_of.duration_ms_told and row_of.duration_ms_stamp <> '-' then row_of.duration_ms end) as duration_ms,
        max(case when row_of.url_stamp = row_of.url_told and row_of.url_stamp <> '-' then row_of.url end) as url,
        max(case when row_of.popularity_stamp = row_of.popularity_told and row_of.popularity_stamp <> '-' then row_of.popularity end) as popularity,
        max(case when row_of.explicit_stamp = row_of.explicit_told and row_of.explicit_stamp <> '-' then case when row_of."explicit" then 1 when not row_of."explicit" then 0 end end) = 1 as "explicit",
        max(case when row_of.isrc_stamp = row_of.isrc_told and row_of.isrc_stamp <> '-' then row_of.isrc end) as isrc,
        max(case when row_of.place = 1 then row_of.song_added end) as song_added,
        max(case when row_of.album_id_stamp = row_of.album_id_told and row_of.album_id_stamp <> '-' then row_of.album_id end) as album_id,
        max(case when row_of.artist_id_stamp = row_of.artist_id_told and row_of.artist_id_stamp <> '-' then row_of.artist_id end) as artist_id,
        max(case when row_of.place = 1 then row_of.extracted_at end) as extracted_at,
        max(case when row_of.place = 1 then row_of."snapshot" end) as "snapshot",
        max(
            case
                when row_of.place = 1
                    then row_of."snapshot"
                        || ';' || case row_of.song_name_told when row_of.own_stamp then '' else row_of.song_name_told end
                        || ';' || case row_of.duration_ms_told when row_of.own_stamp then '' else row_of.duration_ms_told end
                        || ';' || case row_of.url_told when row_of.own_stamp then '' else row_of.url_told end
                        || ';' || case row_of.popularity_told when row_of.own_stamp then '' else row_of.popularity_told end
                        || ';' || case row_of.explicit_told when row_of.own_stamp then '' else row_of.explicit_told end
                        || ';' || case row_of.isrc_told when row_of.own_stamp then '' else row_of.isrc_told end
                        || ';' || case row_of.album_id_told when row_of.own_stamp then '' else row_of.album_id_told end
                        || ';' || case row_of.artist_id_told when row_of.own_stamp then '' else row_of.artist_id_told end
                        || ';'
            end
        ) as told_by
    from compared as row_of
    group by row_of.song_id
)
select
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    "explicit",
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    "snapshot",
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
    "explicit",
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    "snapshot",
    case when told_by like '% %' then replace(told_by, ' ;', ';') end as told_by
from composed
