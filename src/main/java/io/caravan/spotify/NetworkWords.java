package io.caravan.spotify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Says what happened on the way to Spotify. */
final class NetworkWords {
    private NetworkWords() {}

    /** Returns the words that follow on a name: {@code closed the connection without an answer}. */
    static String of(IOException failure) {
        if (failure instanceof SocketTimeoutException || failure instanceof HttpTimeoutException) {
            return "did not answer within spotify.timeout";
        }
        if (failure instanceof UnknownHostException) {
            return "has an address that no name server knows; look at the network, and where spotify.api-url and"
                    + " spotify.accounts-url lead";
        }
        if (failure instanceof ConnectException) {
            return "took no connection; look at the network, and where spotify.api-url and spotify.accounts-url lead";
        }
        if (failure instanceof SSLException) {
            return "could not prove who it is, or does not speak TLS; look where spotify.api-url and spotify.accounts-url lead, and"
                    + " through which proxy";
        }
        if (failure instanceof NoHttpResponseException) {
            return "closed the connection without an answer";
        }
        return failure instanceof SocketException ? "broke the connection" : "broke its answer off";
    }
}
