-- Ledgers of earlier versions get the version of the transform, which is unknown of what they hold. A second run changes nothing.
alter table if exists etl_load
add column if not exists transform_version integer comment 'Version of the transform that made the rows'
