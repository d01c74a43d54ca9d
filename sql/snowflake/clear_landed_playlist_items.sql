-- Generated from the table model; CONTRIBUTING.md says how.
-- Deletes what pipes have brought of snapshots that the ledger has, however those were loaded. A second run changes nothing.
delete from landing_playlist_items
where snapshot in (select snapshot from etl_load)
