-- Generated from the table model; CONTRIBUTING.md says how.
-- Removes what etl_load_rows tells of the snapshots that this load enters anew; the merge that
-- follows brings it as it is now. A second run would remove what that merge brought.
delete from etl_load_rows
where "snapshot" in (select "snapshot" from winner_etl_load)
