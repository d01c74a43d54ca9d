-- One row a run: how it ended and what it did, as JSON. A second run changes nothing.
create table if not exists etl_run (
    run_id varchar comment 'Run that did it',
    started_at timestamp_ntz comment 'When the run began, UTC',
    ended_at timestamp_ntz comment 'When the run ended, UTC',
    outcome varchar comment 'How it ended',
    counts varchar comment 'What it did, as JSON',
    message varchar comment 'What failed'
)
comment = 'One row a run: how it ended and what it did, as JSON'
