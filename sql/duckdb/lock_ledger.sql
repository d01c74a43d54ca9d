-- Takes the lock of the load until the transaction ends. An update waits for another's, and what comes after it sees what that
-- one committed; a merge that only adds rows might not. A second run changes nothing.
update etl_lock
set run_id = 'loading'
where lock_name = 'load'
