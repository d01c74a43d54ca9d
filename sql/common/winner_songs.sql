-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses one row a key, from the newest snapshot that has it, nulls included, whatever the order of loading.
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
    snapshot
)
with candidates as (
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
        1 as is_staged
    from stage_songs
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
        0 as is_staged
    from tbl_songs
    where song_id in (select song_id from stage_songs)
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
        row_number() over (
            partition by song_id
            order by extracted_at desc, snapshot desc, is_staged desc
        ) as place
    from candidates
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
    snapshot
from ranked
where place = 1
