-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses the rows of etl_load_skipped of the snapshots that this load enters into the ledger, and of those
-- that a version entered which fills etl_load alone. A second run doubles the rows.
insert into winner_etl_load_skipped (
    "snapshot",
    reason,
    entries
)
with told as (
    select
        staged."snapshot",
        staged.reason,
        staged.entries
    from stage_etl_load_skipped as staged
    join winner_etl_load
        on winner_etl_load."snapshot" = staged."snapshot"
),
counted as (
    select
        "snapshot",
        'null_item' as reason,
        skipped_null_item as entries
    from etl_load
    union all
    select
        "snapshot",
        'local_file' as reason,
        skipped_local_file as entries
    from etl_load
    union all
    select
        "snapshot",
        'episode' as reason,
        skipped_episode as entries
    from etl_load
    union all
    select
        "snapshot",
        'no_id' as reason,
        skipped_no_id as entries
    from etl_load
),
news as (
    select
        counted."snapshot",
        counted.reason,
        counted.entries
    from counted
    left join etl_load_skipped as noted
        on noted."snapshot" = counted."snapshot"
        and noted.reason = counted.reason
    where counted.entries is not null
        and counted."snapshot" not in (select "snapshot" from winner_etl_load)
        and (noted."snapshot" is null or noted.entries <> counted.entries)
)
select
    "snapshot",
    reason,
    entries
from told
union all
select
    "snapshot",
    reason,
    entries
from news
