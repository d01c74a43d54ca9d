-- Generated from the table model; CONTRIBUTING.md says how.
-- What came of each playlist in each run, so that a day on which it was not read differs from one without a change. A second run changes nothing.
create or replace view etl_observation as
select
    told.playlist_id,
    told.observed_at,
    told.outcome,
    told.run_id
from :lake.etl_observation as told
