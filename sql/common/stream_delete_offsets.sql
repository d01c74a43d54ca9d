-- Takes away how far partitions of a topic are landed, before it is entered anew; :partitions stands for their numbers. A second run
-- changes nothing.
delete from etl_offset
where topic = :?topic
    and partition_id in (:partitions)
