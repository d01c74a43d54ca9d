package io.caravan.network;

import java.io.IOException;
import java.util.Random;

/** One direction of a connection, as a {@link Toxic} sees it. */
public interface Flow {
    /** Hands bytes to the next toxic, or to the other side. */
    void next(byte[] bytes) throws IOException, InterruptedException;

    /** Returns how many bytes have reached the other side of this connection. */
    long passed();

    /** Returns how the last request on this connection begins. */
    String lastRequest();

    /** From now on nothing that comes on this connection goes any further. */
    void swallow();

    boolean swallowing();

    /** Sends bytes back to where those of this direction come from, as the last that comes from there. */
    void answer(byte[] bytes) throws IOException;

    /** Waits until the proxy's poison is taken out. */
    void awaitCure() throws InterruptedException;

    /** Closes the connection on both sides. */
    void close() throws IOException;

    /** Closes the connection on both sides by a reset. */
    void reset() throws IOException;

    Random random();
}
