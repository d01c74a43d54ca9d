-- Generated from the table model; CONTRIBUTING.md says how.
-- What came of each playlist in each run, so that a day on which it was not read differs from one without a change. A second run changes nothing.
create table if not exists etl_observation (
    playlist_id varchar comment 'Id of the playlist at Spotify',
    observed_at timestamp_ntz comment 'When that was known, UTC',
    outcome varchar comment 'read, unchanged, failed, or not carried where the run did not come to it',
    run_id varchar comment 'Run that did it'
)
comment = 'What came of each playlist in each run, so that a day on which it was not read differs from one without a change'
