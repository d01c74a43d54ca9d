-- Generated from the table model; CONTRIBUTING.md says how.
-- One row that a load holds while it works, so that two loads come one after the other. A second run changes nothing.
create table if not exists etl_lock (
    lock_name varchar comment 'What is locked: load',
    run_id varchar comment 'even or odd, in turns; a load changes it, which takes the lock'
)
comment = 'One row that a load holds while it works, so that two loads come one after the other'
as
select
    'load' as lock_name,
    cast('' as varchar) as run_id
