-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_etl_load_skipped into etl_load_skipped. A second run changes nothing.
merge into etl_load_skipped
using winner_etl_load_skipped
on etl_load_skipped."snapshot" = winner_etl_load_skipped."snapshot"
    and etl_load_skipped.reason = winner_etl_load_skipped.reason
when matched then update set
    entries = winner_etl_load_skipped.entries
when not matched then insert (
    "snapshot",
    reason,
    entries
) values (
    winner_etl_load_skipped."snapshot",
    winner_etl_load_skipped.reason,
    winner_etl_load_skipped.entries
)
