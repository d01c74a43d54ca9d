-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses the rows of etl_load_playlists of the snapshots that this load enters into the ledger, and of those whose manifest
-- came from a version that notes no playlists: what the tables tell of them. A second run doubles the rows.
insert into winner_etl_load_playlists (
    "snapshot",
    playlist_id,
    playlist_name,
    first_position,
    entries,
    total,
    last_position,
    whole,
    missing,
    items_removed_at
)
with missing as (
    select
        "snapshot",
        playlist_rows,
        seen
    from etl_load
    where playlist_rows > 0
        and ("snapshot" like '%Z' or playlist_items_rows > 0)
        and "snapshot" not in (select "snapshot" from etl_load_playlists)
        and "snapshot" not in (select "snapshot" from stage_etl_load_playlists)
),
-- Caravan's own snapshots are called <playlist id>_<time of 19 characters, the last of them a Z>, others end in small letters and
-- digits: of these the items tell which playlists there were, and nothing tells it where there are none.
owners as (
    select
        "snapshot",
        substr("snapshot", 1, length("snapshot") - 20) as playlist_id,
        case when seen > 0 then 0 end as first_position
    from missing
    where "snapshot" like '%Z'
    union all
    select
        items."snapshot",
        items.playlist_id,
        min(items.position) as first_position
    from tbl_playlist_items as items
    join missing
        on missing."snapshot" = items."snapshot"
    where missing."snapshot" not like '%Z'
    group by
        items."snapshot",
        items.playlist_id
)
select
    staged."snapshot",
    staged.playlist_id,
    staged.playlist_name,
    staged.first_position,
    staged.entries,
    staged.total,
    staged.last_position,
    staged.whole,
    staged.missing,
    staged.items_removed_at
from stage_etl_load_playlists as staged
join winner_etl_load
    on winner_etl_load."snapshot" = staged."snapshot"
union all
select
    owners."snapshot",
    owners.playlist_id,
    tbl_playlist.playlist_name,
    owners.first_position,
    case when missing.playlist_rows = 1 then missing.seen end as entries,
    tbl_playlist.total_items as total,
    null as last_position,
    null as whole,
    null as missing,
    null as items_removed_at
from owners
join missing
    on missing."snapshot" = owners."snapshot"
left join tbl_playlist
    on tbl_playlist.playlist_id = owners.playlist_id
    and tbl_playlist."snapshot" = owners."snapshot"
