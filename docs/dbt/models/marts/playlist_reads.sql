-- A row a playlist and read: how long the list was, what entered and left, and how much of it changed. Made anew by each run.
with reads as (
    select
        playlist_id,
        extracted_at,
        count(*) as entries,
        avg(popularity) as average_popularity
    from {{ source('caravan', 'tbl_playlist_items') }}
    group by playlist_id, extracted_at
),

churn as (
    select
        playlist_id,
        extracted_at,
        entered,
        songs_left,
        churn
    from {{ source('caravan', 'v_playlist_churn') }}
)

select
    reads.playlist_id,
    playlist.playlist_name,
    reads.extracted_at,
    reads.entries,
    reads.average_popularity,
    churn.entered,
    churn.songs_left,
    churn.churn
from reads
join {{ source('caravan', 'tbl_playlist') }} as playlist
    on playlist.playlist_id = reads.playlist_id
left join churn
    on churn.playlist_id = reads.playlist_id
    and churn.extracted_at = reads.extracted_at
