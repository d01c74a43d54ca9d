-- Generated from the table model; CONTRIBUTING.md says how.
-- How many entries of a loaded snapshot were skipped, by reason. A second run changes nothing.
create table if not exists etl_load_skipped (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    reason varchar comment 'null_item, local_file, episode, no_id or not_track',
    entries bigint comment 'Entries skipped'
)
comment = 'How many entries of a loaded snapshot were skipped, by reason'
