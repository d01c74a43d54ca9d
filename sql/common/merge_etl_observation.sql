-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of stage_etl_observation into etl_observation. A second run changes nothing.
merge into etl_observation
using stage_etl_observation
on etl_observation.playlist_id = stage_etl_observation.playlist_id
    and etl_observation.run_id = stage_etl_observation.run_id
when matched then update set
    observed_at = stage_etl_observation.observed_at,
    outcome = stage_etl_observation.outcome
when not matched then insert (
    playlist_id,
    observed_at,
    outcome,
    run_id
) values (
    stage_etl_observation.playlist_id,
    stage_etl_observation.observed_at,
    stage_etl_observation.outcome,
    stage_etl_observation.run_id
)
