-- Removes the artists of each song whose own row comes from a snapshot that is staged, now that merge_songs has run: a song's set is
-- replaced whole, by an empty one too, and merge_song_artists brings the new one. A second run after that would remove it.
delete from tbl_song_artists
where song_id in (
    select staged.song_id
    from stage_songs as staged
    join tbl_songs
        on tbl_songs.song_id = staged.song_id
        and tbl_songs.extracted_at = staged.extracted_at
        and tbl_songs.snapshot = staged.snapshot
)
