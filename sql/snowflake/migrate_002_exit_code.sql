-- Generated from the table model; CONTRIBUTING.md says how.
-- Tables of earlier versions get exit_code, which is unknown of what they hold. A second run changes nothing.
alter table if exists etl_run
add column if not exists exit_code integer comment 'Exit code of that outcome'
