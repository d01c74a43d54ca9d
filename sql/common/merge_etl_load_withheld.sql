-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_etl_load_withheld into etl_load_withheld. A second run changes nothing.
merge into etl_load_withheld
using winner_etl_load_withheld
on etl_load_withheld.snapshot = winner_etl_load_withheld.snapshot
    and etl_load_withheld.playlist_id = winner_etl_load_withheld.playlist_id
    and etl_load_withheld.table_name = winner_etl_load_withheld.table_name
    and etl_load_withheld.column_name = winner_etl_load_withheld.column_name
when not matched then insert (
    snapshot,
    playlist_id,
    table_name,
    column_name
) values (
    winner_etl_load_withheld.snapshot,
    winner_etl_load_withheld.playlist_id,
    winner_etl_load_withheld.table_name,
    winner_etl_load_withheld.column_name
)
