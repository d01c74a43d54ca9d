-- Removes the artists of each staged song that come from another snapshot than the song itself, or from one that is staged
-- again: a song's set is replaced whole, by an empty one too. Runs after merge_songs, before merge_song_artists.
-- A second run after that one would remove what it brought.
delete from tbl_song_artists
where song_id in (select song_id from stage_songs)
    and (
        snapshot in (select snapshot from stage_songs)
        or not exists (
            select 1
            from tbl_songs
            where tbl_songs.song_id = tbl_song_artists.song_id
                and tbl_songs.extracted_at = tbl_song_artists.extracted_at
                and tbl_songs.snapshot = tbl_song_artists.snapshot
        )
    )
