-- One row a song, from the newest snapshot that has it, nulls included, whatever the order of loading.
-- song_added is the earliest of all. A second run changes nothing.
merge into tbl_songs as target
using (
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
) as source
on target.song_id = source.song_id
when matched then update set
    song_name = source.song_name,
    duration_ms = source.duration_ms,
    url = source.url,
    popularity = source.popularity,
    explicit = source.explicit,
    isrc = source.isrc,
    song_added = source.song_added,
    album_id = source.album_id,
    artist_id = source.artist_id,
    extracted_at = source.extracted_at,
    snapshot = source.snapshot
when not matched then insert (
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
) values (
    source.song_id,
    source.song_name,
    source.duration_ms,
    source.url,
    source.popularity,
    source.explicit,
    source.isrc,
    source.song_added,
    source.album_id,
    source.artist_id,
    source.extracted_at,
    source.snapshot
)
