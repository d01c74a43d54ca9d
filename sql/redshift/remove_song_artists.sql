-- Generated from the table model; CONTRIBUTING.md says how.
-- Removes the artists of songs that are no more.
-- A load runs it where it replays snapshots. A second run changes nothing.
delete from tbl_song_artists
where "snapshot" in (
    select staged."snapshot"
    from stage_etl_load as staged
    join winner_etl_load
        on winner_etl_load."snapshot" = staged."snapshot"
    where staged.replay
)
    and song_id not in (select song_id from tbl_songs)
