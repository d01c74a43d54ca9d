-- One row a playlist, time and position, whatever the order of loading.
-- A second run changes nothing.
merge into tbl_playlist_items as target
using (
    with candidates as (
        select
            playlist_id,
            position,
            song_id,
            added_at,
            added_by,
            popularity,
            extracted_at,
            snapshot
        from stage_playlist_items
        union all
        select
            playlist_id,
            position,
            song_id,
            added_at,
            added_by,
            popularity,
            extracted_at,
            snapshot
        from tbl_playlist_items
        where (playlist_id, extracted_at) in (select playlist_id, extracted_at from stage_playlist_items)
    ),
    ranked as (
        select
            playlist_id,
            position,
            song_id,
            added_at,
            added_by,
            popularity,
            extracted_at,
            snapshot,
            row_number() over (
                partition by playlist_id, extracted_at, position
                order by snapshot desc
            ) as place
        from candidates
    )
    select
        playlist_id,
        position,
        song_id,
        added_at,
        added_by,
        popularity,
        extracted_at,
        snapshot
    from ranked
    where place = 1
) as source
on target.playlist_id = source.playlist_id
    and target.extracted_at = source.extracted_at
    and target.position = source.position
when matched then update set
    song_id = source.song_id,
    added_at = source.added_at,
    added_by = source.added_by,
    popularity = source.popularity,
    snapshot = source.snapshot
when not matched then insert (
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    snapshot
) values (
    source.playlist_id,
    source.position,
    source.song_id,
    source.added_at,
    source.added_by,
    source.popularity,
    source.extracted_at,
    source.snapshot
)
