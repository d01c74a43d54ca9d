-- Generated from the table model; CONTRIBUTING.md says how.
-- Removes rows of tbl_songs that a replayed snapshot does not bring any more and to which no row refers.
-- A load runs it where it replays snapshots. A second run changes nothing.
delete from tbl_songs
where "snapshot" in (
    select staged."snapshot"
    from stage_etl_load as staged
    join winner_etl_load
        on winner_etl_load."snapshot" = staged."snapshot"
    where staged.replay
)
    and song_id not in (select song_id from winner_songs where song_id is not null)
    and song_id not in (select song_id from tbl_playlist_items where song_id is not null)
