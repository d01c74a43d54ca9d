-- Removes the items of the snapshots that this load replays, whose ledger rows it has just written anew; the merge that follows
-- brings them back as they are now. A second run would remove what that merge brought.
delete from tbl_playlist_items
where snapshot in (
    select source.snapshot
    from stage_load as source
    join etl_load as target
        on target.snapshot = source.snapshot
        and target.run_id = source.run_id
        and target.loaded_at = source.loaded_at
    where source.replay
)
