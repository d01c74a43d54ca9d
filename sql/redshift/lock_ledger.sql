-- Takes the lock of the load until the transaction ends. A transaction of Redshift sees the database as it was at its first statement that
-- reads or writes; this one is none of these, so what comes after it sees what the load before has committed. A second run changes nothing.
lock etl_lock
