-- Generated from the table model; CONTRIBUTING.md says how.
-- Removes what etl_load_playlists tells of the snapshots that this load enters anew and whose manifests tell of it; the merge that
-- follows brings it as it is now. A second run would remove what that merge brought.
delete from etl_load_playlists
where "snapshot" in (
    select winner_etl_load."snapshot"
    from winner_etl_load
    join stage_etl_load as staged
        on staged."snapshot" = winner_etl_load."snapshot"
    where staged.tells_playlists
)
