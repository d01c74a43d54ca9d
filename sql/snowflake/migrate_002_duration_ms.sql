-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get duration_ms, which is unknown of what they hold. A second run changes nothing.
alter table if exists etl_run
add column if not exists duration_ms bigint comment 'From its begin to its end, in milliseconds'
