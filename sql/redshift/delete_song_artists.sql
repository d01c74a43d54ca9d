-- Generated from the table model; CONTRIBUTING.md says how.
-- Removes the artists of each song whose artists a staged snapshot is to tell: a song's set is replaced whole, by an empty one
-- too, and merge_song_artists brings the new one. A second run after that would remove it.
delete from tbl_song_artists
where song_id in (
    select staged.song_id
    from stage_songs as staged
    join winner_songs
        on winner_songs.song_id = staged.song_id
        and coalesce(nullif(split_part(split_part(winner_songs.told_by, ';', 9), ' ', 3), ''), winner_songs."snapshot") = staged."snapshot"
)
