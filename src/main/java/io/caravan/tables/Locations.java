package io.caravan.tables;

/** Places in S3 as URIs, which other programs write with other schemes. */
final class Locations {
    private Locations() {}

    /** Returns a location with the scheme {@code s3}. */
    static String plain(String location) {
        return location.replaceFirst("^s3[an]://", "s3://");
    }

    /** Returns whether two name one folder. */
    static boolean areSame(String one, String other) {
        return folder(one).equals(folder(other));
    }

    private static String folder(String location) {
        return plain(location).replaceFirst("/+$", "");
    }
}
