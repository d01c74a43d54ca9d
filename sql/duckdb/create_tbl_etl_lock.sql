-- Generated from the table model; CONTRIBUTING.md says how.
-- One row that a load holds while it works, so that two loads come one after the other. A second run changes nothing.
create table if not exists etl_lock as
select
    'load' as lock_name,
    cast('' as varchar) as run_id
