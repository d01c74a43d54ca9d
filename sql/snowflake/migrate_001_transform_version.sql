-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get transform_version, which is unknown of what they hold. A second run changes nothing.
alter table if exists etl_load
add column if not exists transform_version integer comment 'Version of the transform that made the rows'
