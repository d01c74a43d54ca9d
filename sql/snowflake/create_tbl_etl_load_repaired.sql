-- Generated from the table model; CONTRIBUTING.md says how.
-- How many values of a loaded snapshot were repaired or became null, since they were none of their kind. A second run changes nothing.
create table if not exists etl_load_repaired (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    field varchar comment 'Field in the answer of Spotify',
    value_count bigint comment 'Values repaired'
)
comment = 'How many values of a loaded snapshot were repaired or became null, since they were none of their kind'
