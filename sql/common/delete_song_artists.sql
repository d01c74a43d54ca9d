-- Removes the artists of each song whose own row is to come from a snapshot that is staged: a song's set is replaced whole, by an
-- empty one too, and merge_song_artists brings the new one. A second run after that would remove it.
delete from tbl_song_artists
where song_id in (
    select staged.song_id
    from stage_songs as staged
    join winner_songs
        on winner_songs.song_id = staged.song_id
        and winner_songs.extracted_at = staged.extracted_at
        and winner_songs.snapshot = staged.snapshot
)
