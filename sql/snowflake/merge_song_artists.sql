-- Adds the artists of each song from the snapshot that the song itself comes from. Runs after delete_song_artists.
-- A second run changes nothing.
merge into tbl_song_artists as target
using (
    select
        staged.song_id,
        staged.position,
        staged.artist_id,
        staged.extracted_at,
        staged.snapshot
    from stage_song_artists as staged
    join tbl_songs
        on tbl_songs.song_id = staged.song_id
        and tbl_songs.extracted_at = staged.extracted_at
        and tbl_songs.snapshot = staged.snapshot
) as source
on target.song_id = source.song_id
    and target.position = source.position
when matched then update set
    artist_id = source.artist_id,
    extracted_at = source.extracted_at,
    snapshot = source.snapshot
when not matched then insert (
    song_id,
    position,
    artist_id,
    extracted_at,
    snapshot
) values (
    source.song_id,
    source.position,
    source.artist_id,
    source.extracted_at,
    source.snapshot
)
