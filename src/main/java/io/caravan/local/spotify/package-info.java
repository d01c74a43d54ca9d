/**
 * A stand-in for the Spotify Web API that runs inside the process: {@link io.caravan.local.spotify.SpotifySimulator} serves
 * a {@link io.caravan.local.spotify.PlaylistSource} over HTTP on 127.0.0.1 and can be told to fail.
 */
package io.caravan.local.spotify;
