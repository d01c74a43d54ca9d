-- Generated from the table model; CONTRIBUTING.md says how.
-- Puts rows of etl_observation, a JSON array of objects, into their stage. A second run doubles the rows.
insert into stage_etl_observation (
    playlist_id,
    observed_at,
    outcome,
    run_id
)
select
    cast(json_extract_string(entry, '$.playlist_id') as varchar),
    cast(json_extract_string(entry, '$.observed_at') as timestamp),
    cast(json_extract_string(entry, '$.outcome') as varchar),
    cast(json_extract_string(entry, '$.run_id') as varchar)
from (
    select unnest(cast(:?rows as json[])) as entry
)
