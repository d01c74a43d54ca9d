-- Tells which migrations were applied. Reads only.
select migration_name
from etl_migration
