package io.caravan.spotify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Takes an answer of the sign-in as UTF-8, and hangs up on one that is larger than any of them. */
final class BoundedText implements BodySubscriber<String> {
    /** Far above an access token and what comes with it (some 500 bytes). */
    static final int MOST_BYTES = 1 << 20;

    private final URI origin;
    private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
    private Subscription subscription;
    private long left = MOST_BYTES;

    /** Creates the reader of one answer of an origin. */
    BoundedText(URI origin) {
        this.origin = origin;
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        subscription = newSubscription;
        text.onSubscribe(newSubscription);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        if (left < 0) {
            return;
        }
        left -= bytes.stream().mapToLong(ByteBuffer::remaining).sum();
        if (left >= 0) {
            text.onNext(bytes);
            return;
        }
        subscription.cancel();
        text.onError(
                new IOException(
                        origin + " answered the sign-in with more than " + MOST_BYTES
                                + " bytes, and no sign-in is so large; look where spotify.accounts-url leads, and through which proxy"));
    }

    @Override
    public void onError(Throwable failure) {
        text.onError(failure);
    }

    @Override
    public void onComplete() {
        text.onComplete();
    }

    @Override
    public CompletionStage<String> getBody() {
        return text.getBody();
    }
}
