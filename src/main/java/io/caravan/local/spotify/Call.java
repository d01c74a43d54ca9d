package io.caravan.local.spotify;

/**
 * A request that the simulator answered.
 *
 * @param query as sent, empty if there is none
 * @param status the answer's, 0 where the connection was closed without one
 */
public record Call(String method, String path, String query, int status) {}
