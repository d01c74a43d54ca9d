-- Takes the lock of the load until the transaction ends. An update waits for another's, and what comes after it sees what that
-- one committed; a merge that only adds rows might not. The value has to change each time, since DuckDB passes over an update that
-- changes nothing. A second run changes nothing but that value.
update etl_lock
set run_id = case run_id when 'even' then 'odd' else 'even' end
where lock_name = 'load'
