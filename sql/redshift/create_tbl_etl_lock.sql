-- Generated from the table model; CONTRIBUTING.md says how.
-- One row that a load holds while it works, so that two loads come one after the other. A second run changes nothing.
create table if not exists etl_lock (
    lock_name varchar(65535) not null,
    run_id varchar(65535)
)
