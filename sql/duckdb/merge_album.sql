-- One row an album, from the newest snapshot that has it, nulls included, whatever the order of loading.
-- A second run changes nothing.
merge into tbl_album as target
using (
    with candidates as (
        select
            album_id,
            album_name,
            release_date,
            release_date_precision,
            total_tracks,
            url,
            extracted_at,
            snapshot,
            1 as is_staged
        from stage_album
        union all
        select
            album_id,
            album_name,
            release_date,
            release_date_precision,
            total_tracks,
            url,
            extracted_at,
            snapshot,
            0 as is_staged
        from tbl_album
        where album_id in (select album_id from stage_album)
    ),
    ranked as (
        select
            album_id,
            album_name,
            release_date,
            release_date_precision,
            total_tracks,
            url,
            extracted_at,
            snapshot,
            row_number() over (
                partition by album_id
                order by extracted_at desc, snapshot desc, is_staged desc
            ) as place
        from candidates
    )
    select
        album_id,
        album_name,
        release_date,
        release_date_precision,
        total_tracks,
        url,
        extracted_at,
        snapshot
    from ranked
    where place = 1
) as source
on target.album_id = source.album_id
when matched then update set
    album_name = source.album_name,
    release_date = source.release_date,
    release_date_precision = source.release_date_precision,
    total_tracks = source.total_tracks,
    url = source.url,
    extracted_at = source.extracted_at,
    snapshot = source.snapshot
when not matched then insert (
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    snapshot
) values (
    source.album_id,
    source.album_name,
    source.release_date,
    source.release_date_precision,
    source.total_tracks,
    source.url,
    source.extracted_at,
    source.snapshot
)
