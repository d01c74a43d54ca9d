-- Generated from the table model; CONTRIBUTING.md says how.
-- What came of each playlist in each run, so that a day on which it was not read differs from one without a change. A second run changes nothing.
create table if not exists etl_observation (
    playlist_id varchar(65535) not null,
    observed_at timestamp,
    outcome varchar(65535),
    run_id varchar(65535) not null
)
