-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_etl_load_repaired into etl_load_repaired. A second run changes nothing.
merge into etl_load_repaired
using winner_etl_load_repaired
on etl_load_repaired."snapshot" = winner_etl_load_repaired."snapshot"
    and etl_load_repaired.field = winner_etl_load_repaired.field
when matched then update set
    value_count = winner_etl_load_repaired.value_count
when not matched then insert (
    "snapshot",
    field,
    value_count
) values (
    winner_etl_load_repaired."snapshot",
    winner_etl_load_repaired.field,
    winner_etl_load_repaired.value_count
)
