package io.caravan.transform;

/** Says what an object is that is no entry of a playlist, as far as the names of its fields tell. */
final class ForeignForm {
    private static final String EXPORT = "an entry of Spotify's account data export, which has no ids";

    private ForeignForm() {}

    /**
     * Returns what an entry is and what was expected, as one clause.
     *
     * @param names its fields
     * @param track the fields of its track; null where it has none
     */
    static String ofEntry(FieldNames names, FieldNames track) {
        String what = what(names);
        if (what == null && track != null) {
            what = track.has("trackUri", "trackName", "artistName")
                    ? EXPORT
                    : "an entry whose track has neither id nor uri";
        }
        return "it is %s (%s%s); an entry of a playlist has added_at and, in track or item, a track with its id"
                .formatted(
                        what == null ? "an object without track and item" : what,
                        names,
                        track == null ? "" : "; in its track " + track);
    }

    /** Returns what an object that stands alone is, for a message: nothing where nobody knows. */
    static String ofObject(FieldNames names) {
        String what = what(names);
        return what == null ? "" : ": it looks like " + what;
    }

    /** Returns what an object is, by the names of its fields, as one clause; null where nobody knows. */
    static String what(FieldNames names) {
        if (names.has("played_at")) {
            return "a play of the recently played tracks: what somebody listened to, not what a playlist holds";
        }
        if (names.has("ms_played", "msPlayed", "endTime", "master_metadata_track_name")) {
            return "a play of Spotify's account data export: what somebody listened to, not what a playlist holds";
        }
        if (names.has("trackUri", "trackName", "addedDate", "lastModifiedDate")) {
            return EXPORT;
        }
        boolean isSaved = names.has("added_at");
        if (isSaved && names.has("album", "show", "episode", "audiobook")) {
            return "a saved album, show, episode or audiobook";
        }
        if (names.has("duration_ms", "disc_number", "track_number")) {
            return "a track itself, as albums, searches and top lists give it";
        }
        if (names.hasAny(name -> name.matches("(?:track|item|album)[._].+"))) {
            return "a row of a flattened table, such as pandas writes";
        }
        if (names.has("snapshot_id", "collaborative", "tracks")) {
            return "a playlist without its entries";
        }
        return names.has("album_type", "genres", "danceability", "publisher", "authors")
                ? "an album, an artist, a show, an audiobook or audio features"
                : null;
    }
}
