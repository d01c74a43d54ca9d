-- One row a run: how it ended and what it did, as JSON. A second run changes nothing.
create table if not exists etl_run (
    run_id varchar,
    started_at timestamp_ntz,
    ended_at timestamp_ntz,
    outcome varchar,
    counts varchar,
    message varchar
)
