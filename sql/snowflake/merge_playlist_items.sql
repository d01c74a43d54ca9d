-- One row a playlist, snapshot and position: every snapshot is kept whole, also where two were read at one time.
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
            snapshot,
            1 as is_staged
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
            snapshot,
            0 as is_staged
        from tbl_playlist_items
        where snapshot in (select snapshot from stage_playlist_items)
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
                partition by playlist_id, snapshot, position
                order by extracted_at desc, is_staged desc
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
    and target.snapshot = source.snapshot
    and target.position = source.position
when matched then update set
    song_id = source.song_id,
    added_at = source.added_at,
    added_by = source.added_by,
    popularity = source.popularity,
    extracted_at = source.extracted_at
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
