-- Generated from the table model; CONTRIBUTING.md says how.
-- Adds the rows of winner_etl_load_withheld that etl_load_withheld lacks. A second run changes nothing.
insert into etl_load_withheld (
    "snapshot",
    playlist_id,
    table_name,
    column_name
)
select distinct
    winner_etl_load_withheld."snapshot",
    winner_etl_load_withheld.playlist_id,
    winner_etl_load_withheld.table_name,
    winner_etl_load_withheld.column_name
from winner_etl_load_withheld
left join etl_load_withheld as present
    on present."snapshot" = winner_etl_load_withheld."snapshot"
        and present.playlist_id = winner_etl_load_withheld.playlist_id
        and present.table_name = winner_etl_load_withheld.table_name
        and present.column_name = winner_etl_load_withheld.column_name
where present."snapshot" is null
