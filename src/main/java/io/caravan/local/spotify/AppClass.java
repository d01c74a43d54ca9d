package io.caravan.local.spotify;

/**
 * What Spotify lets an app do, by its age and quota.
 *
 * @see <a href="https://developer.spotify.com/documentation/web-api/concepts/quota-modes">Quota modes</a>
 */
public enum AppClass {
    /** Extended quota. */
    A,
    /** Development mode, created before 2026-02-11. */
    B,
    /** Development mode, newer: reads entries only of playlists that the signed-in user owns or collaborates on. */
    C
}
