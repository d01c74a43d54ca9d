-- Writes the row of a run. A second run replaces it.
merge into etl_run as target
using (
    select
        :?run_id as run_id,
        cast(:?started_at as timestamp_ntz) as started_at,
        cast(:?ended_at as timestamp_ntz) as ended_at,
        :?outcome as outcome,
        :?counts as counts,
        :?message as message
) as source
on target.run_id = source.run_id
when matched then update set
    started_at = source.started_at,
    ended_at = source.ended_at,
    outcome = source.outcome,
    counts = source.counts,
    message = source.message
when not matched then insert (
    run_id,
    started_at,
    ended_at,
    outcome,
    counts,
    message
) values (
    source.run_id,
    source.started_at,
    source.ended_at,
    source.outcome,
    source.counts,
    source.message
)
