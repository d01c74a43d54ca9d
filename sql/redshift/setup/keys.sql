-- Generated from the table model; CONTRIBUTING.md says how.
-- What tools that draw relations look for. Redshift takes keys down, enforces none and plans by them; that they hold is seen to by
-- the load and its checks. Run it once, after the first load, as the loader, who owns the tables: a second run ends at the first
-- key that is there already.
alter table tbl_album add constraint tbl_album_key primary key (album_id);
alter table tbl_artists add constraint tbl_artists_key primary key (artist_id);
alter table tbl_songs add constraint tbl_songs_key primary key (song_id);
alter table tbl_song_artists add constraint tbl_song_artists_key primary key (song_id, position);
alter table tbl_playlist add constraint tbl_playlist_key primary key (playlist_id);
alter table tbl_playlist_items add constraint tbl_playlist_items_key primary key (playlist_id, position, "snapshot");
alter table tbl_playlist_content add constraint tbl_playlist_content_key primary key (playlist_id, "snapshot", first_position);
alter table etl_load add constraint etl_load_key primary key ("snapshot");
alter table etl_load_rows add constraint etl_load_rows_key primary key ("snapshot", table_name);
alter table etl_load_skipped add constraint etl_load_skipped_key primary key ("snapshot", reason);
alter table etl_load_playlists add constraint etl_load_playlists_key primary key ("snapshot", playlist_id);
alter table etl_load_withheld add constraint etl_load_withheld_key primary key ("snapshot", playlist_id, table_name, column_name);
alter table etl_load_repaired add constraint etl_load_repaired_key primary key ("snapshot", field);
alter table etl_run add constraint etl_run_key primary key (run_id);
alter table etl_observation add constraint etl_observation_key primary key (playlist_id, run_id);
alter table etl_migration add constraint etl_migration_key primary key (migration_name);
alter table etl_lock add constraint etl_lock_key primary key (lock_name);

alter table tbl_songs add constraint tbl_songs_album_id foreign key (album_id) references tbl_album (album_id);
alter table tbl_songs add constraint tbl_songs_artist_id foreign key (artist_id) references tbl_artists (artist_id);
alter table tbl_song_artists add constraint tbl_song_artists_song_id foreign key (song_id) references tbl_songs (song_id);
alter table tbl_song_artists add constraint tbl_song_artists_artist_id foreign key (artist_id) references tbl_artists (artist_id);
alter table tbl_playlist_items add constraint tbl_playlist_items_playlist_id foreign key (playlist_id) references tbl_playlist (playlist_id);
alter table tbl_playlist_items add constraint tbl_playlist_items_song_id foreign key (song_id) references tbl_songs (song_id);
