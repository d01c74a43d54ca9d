-- Generated from the table model; CONTRIBUTING.md says how.
-- Removes rows of tbl_artists that a replayed snapshot does not bring any more and to which no row refers.
-- A load runs it where it replays snapshots. A second run changes nothing.
delete from tbl_artists
where "snapshot" in (
    select staged."snapshot"
    from stage_etl_load as staged
    join winner_etl_load
        on winner_etl_load."snapshot" = staged."snapshot"
    where staged.replay
)
    and artist_id not in (select artist_id from winner_artists where artist_id is not null)
    and artist_id not in (select artist_id from tbl_songs where artist_id is not null)
    and artist_id not in (select artist_id from tbl_song_artists where artist_id is not null)
