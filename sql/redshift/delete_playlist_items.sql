-- Generated from the table model; CONTRIBUTING.md says how.
-- Removes the items of the snapshots that this load replays, whose ledger rows it has just written anew; the merge that follows
-- brings them back as they are now. A second run would remove what that merge brought.
delete from tbl_playlist_items
where "snapshot" in (
    select staged."snapshot"
    from stage_etl_load as staged
    join winner_etl_load
        on winner_etl_load."snapshot" = staged."snapshot"
    where staged.replay
)
