-- Generated from the table model; CONTRIBUTING.md says how.
-- Removes rows of tbl_album that a replayed snapshot does not bring any more and to which no row refers.
-- A load runs it where it replays snapshots. A second run changes nothing.
delete from tbl_album
where "snapshot" in (
    select staged."snapshot"
    from stage_etl_load as staged
    join winner_etl_load
        on winner_etl_load."snapshot" = staged."snapshot"
    where staged.replay
)
    and album_id not in (select album_id from winner_album where album_id is not null)
    and album_id not in (select album_id from tbl_songs where album_id is not null)
