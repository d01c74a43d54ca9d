-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_etl_load_rows into etl_load_rows. A second run changes nothing.
merge into etl_load_rows
using winner_etl_load_rows
on etl_load_rows."snapshot" = winner_etl_load_rows."snapshot"
    and etl_load_rows.table_name = winner_etl_load_rows.table_name
when matched then update set
    row_count = winner_etl_load_rows.row_count
when not matched then insert (
    "snapshot",
    table_name,
    row_count
) values (
    winner_etl_load_rows."snapshot",
    winner_etl_load_rows.table_name,
    winner_etl_load_rows.row_count
)
