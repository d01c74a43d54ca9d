-- One row a playlist, from the newest snapshot that has it, nulls included, whatever the order of loading.
-- A second run changes nothing.
merge into tbl_playlist as target
using (
    with candidates as (
        select
            playlist_id,
            playlist_name,
            owner_id,
            snapshot_id,
            total_items,
            url,
            items_extracted_at,
            extracted_at,
            snapshot,
            1 as is_staged
        from stage_playlist
        union all
        select
            playlist_id,
            playlist_name,
            owner_id,
            snapshot_id,
            total_items,
            url,
            items_extracted_at,
            extracted_at,
            snapshot,
            0 as is_staged
        from tbl_playlist
        where playlist_id in (select playlist_id from stage_playlist)
    ),
    ranked as (
        select
            playlist_id,
            playlist_name,
            owner_id,
            snapshot_id,
            total_items,
            url,
            items_extracted_at,
            extracted_at,
            snapshot,
            row_number() over (
                partition by playlist_id
                order by extracted_at desc, snapshot desc, is_staged desc
            ) as place
        from candidates
    )
    select
        playlist_id,
        playlist_name,
        owner_id,
        snapshot_id,
        total_items,
        url,
        items_extracted_at,
        extracted_at,
        snapshot
    from ranked
    where place = 1
) as source
on target.playlist_id = source.playlist_id
when matched then update set
    playlist_name = source.playlist_name,
    owner_id = source.owner_id,
    snapshot_id = source.snapshot_id,
    total_items = source.total_items,
    url = source.url,
    items_extracted_at = source.items_extracted_at,
    extracted_at = source.extracted_at,
    snapshot = source.snapshot
when not matched then insert (
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    snapshot
) values (
    source.playlist_id,
    source.playlist_name,
    source.owner_id,
    source.snapshot_id,
    source.total_items,
    source.url,
    source.items_extracted_at,
    source.extracted_at,
    source.snapshot
)
