package io.caravan.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A network that a test can poison, between a client and a server on 127.0.0.1. */
public final class TcpProxy implements AutoCloseable {
    /** The way that bytes go. */
    public enum Direction {
        UPSTREAM,
        DOWNSTREAM
    }

    private record Placed(Direction direction, Toxic toxic, AtomicInteger connections) {}

    private final ServerSocket server;
    private final URI upstream;
    private final List<Placed> toxics = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final Random random = new Random(1);
    private volatile boolean enabled = true;

    private TcpProxy(ServerSocket server, URI upstream) {
        this.server = server;
        this.upstream = upstream;
    }

    /** Starts a proxy before a server, at a free port. */
    public static TcpProxy before(String upstream) {
        try {
            var proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), URI.create(upstream));
            thread("proxy-accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the origin to put in the place of the server's. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Poisons what flows from now on, on connections old and new. */
    public void add(Direction direction, Toxic toxic) {
        toxics.add(new Placed(direction, toxic, null));
    }

    /** Poisons the next so many connections that carry anything in this direction; connections that exist are closed. */
    public void addFor(int connections, Direction direction, Toxic toxic) {
        toxics.add(new Placed(direction, toxic, new AtomicInteger(connections)));
        closeAll();
    }

    /** Takes all poison out. */
    public synchronized void clear() {
        toxics.clear();
        notifyAll();
    }

    private synchronized void awaitCure() throws InterruptedException {
        while (!toxics.isEmpty()) {
            wait();
        }
    }

    /** Ends all connections, and takes new ones only to close them at once. */
    public void disable() {
        enabled = false;
        closeAll();
    }

    public void enable() {
        enabled = true;
    }

    /** Returns how many connections came while it was disabled. */
    public int refused() {
        return refused.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (enabled) {
                    connect(client);
                } else {
                    refused.incrementAndGet();
                    client.close();
                }
            } catch (IOException e) {
                // Closed, or one connection that came to nothing, which its client sees.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        var connection = new Connection(client, new Socket(upstream.getHost(), upstream.getPort()));
        sockets.add(connection.server);
        thread("proxy-upstream", () -> connection.pump(Direction.UPSTREAM));
        thread("proxy-downstream", () -> connection.pump(Direction.DOWNSTREAM));
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            closeAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private final Set<Placed> mine = ConcurrentHashMap.newKeySet();
        private volatile String lastRequest = "";
        private volatile boolean swallowing;

        Connection(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void pump(Direction direction) {
            Socket from = direction == Direction.UPSTREAM ? client : server;
            Socket to = direction == Direction.UPSTREAM ? server : client;
            var passed = new long[1];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                byte[] buffer = new byte[16384];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    byte[] bytes = Arrays.copyOf(buffer, n);
                    if (direction == Direction.UPSTREAM && isRequest(bytes)) {
                        lastRequest = new String(bytes, StandardCharsets.ISO_8859_1);
                    }
                    new Link(applying(direction), from, to, passed).next(bytes);
                }
            } catch (IOException e) {
                // Either side ended the connection; the other is told by its end.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                sockets.remove(client);
                sockets.remove(server);
            }
        }

        private boolean isRequest(byte[] bytes) {
            return bytes.length > 3 && bytes[0] >= 'A' && bytes[0] <= 'Z' && bytes[1] >= 'A' && bytes[1] <= 'Z';
        }

        private List<Toxic> applying(Direction direction) {
            return toxics.stream()
                    .filter(placed -> placed.direction == direction && applies(placed))
                    .map(Placed::toxic)
                    .toList();
        }

        /** One that is meant for a number of connections keeps to those that came first. */
        private boolean applies(Placed placed) {
            if (placed.connections == null || mine.contains(placed)) {
                return true;
            }
            if (placed.connections.getAndDecrement() <= 0) {
                return false;
            }
            mine.add(placed);
            return true;
        }

        private final class Link implements Flow {
            private final List<Toxic> rest;
            private final Socket from;
            private final Socket to;
            private final long[] passed;

            Link(List<Toxic> rest, Socket from, Socket to, long[] passed) {
                this.rest = rest;
                this.from = from;
                this.to = to;
                this.passed = passed;
            }

            @Override
            public void next(byte[] bytes) throws IOException, InterruptedException {
                if (rest.isEmpty()) {
                    to.getOutputStream().write(bytes);
                    passed[0] += bytes.length;
                } else {
                    rest.get(0).pass(bytes, new Link(rest.subList(1, rest.size()), from, to, passed));
                }
            }

            @Override
            public long passed() {
                return passed[0];
            }

            @Override
            public String lastRequest() {
                return lastRequest;
            }

            @Override
            public void swallow() {
                swallowing = true;
            }

            @Override
            public boolean swallowing() {
                return swallowing;
            }

            @Override
            public void answer(byte[] bytes) throws IOException {
                from.getOutputStream().write(bytes);
                from.shutdownOutput();
            }

            @Override
            public void awaitCure() throws InterruptedException {
                TcpProxy.this.awaitCure();
            }

            @Override
            public void close() throws IOException {
                from.close();
                to.close();
            }

            @Override
            public void reset() throws IOException {
                client.setSoLinger(true, 0);
                close();
            }

            @Override
            public Random random() {
                return random;
            }
        }
    }
}
