-- Removes the artists of each staged song that come from another snapshot than the song itself, or from one that is staged
-- again: a song's set is replaced whole, by an empty one too. Runs after merge_songs, before merge_song_artists.
-- A second run after that one would remove what it brought.
delete from tbl_song_artists
using (
    with staged_songs as (
        select distinct song_id
        from stage_songs
    ),
    staged_snapshots as (
        select distinct snapshot
        from stage_songs
    )
    select
        tbl_songs.song_id,
        tbl_songs.extracted_at,
        tbl_songs.snapshot,
        staged_snapshots.snapshot is not null as is_staged
    from tbl_songs
    join staged_songs
        on staged_songs.song_id = tbl_songs.song_id
    left join staged_snapshots
        on staged_snapshots.snapshot = tbl_songs.snapshot
) as song
where tbl_song_artists.song_id = song.song_id
    and (
        song.is_staged
        or tbl_song_artists.extracted_at <> song.extracted_at
        or tbl_song_artists.snapshot <> song.snapshot
    )
