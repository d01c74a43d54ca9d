package io.caravan.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Between Amazon's driver and PostgreSQL: takes away what only Redshift knows of a session's start, carries out COPY, and refuses what
 * Redshift does not list.
 */
final class RedshiftProxy implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;
    private static final int PROTOCOL_3 = 196608;
    private static final Set<String> PARAMETERS =
            Set.of("user", "database", "application_name", "client_encoding", "DateStyle");

    private final int postgresPort;
    private final RedshiftCopy copy;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCutOff;
    /** Statements as they came, in their order. */
    final CopyOnWriteArrayList<String> statements = new CopyOnWriteArrayList<>();

    RedshiftProxy(int postgresPort, RedshiftCopy copy) throws IOException {
        this.postgresPort = postgresPort;
        this.copy = copy;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends what is open and takes nothing more, until it is healed. */
    void cutOff() {
        isCutOff = true;
        open.forEach(RedshiftProxy::end);
    }

    void heal() {
        isCutOff = false;
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "redshift-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client;
                Socket postgres = new Socket(InetAddress.getLoopbackAddress(), postgresPort)) {
            open.add(postgres);
            if (isCutOff) {
                return;
            }
            client.setTcpNoDelay(true);
            postgres.setTcpNoDelay(true);
            var in = new DataInputStream(client.getInputStream());
            var out = new DataOutputStream(postgres.getOutputStream());
            start(in, client.getOutputStream(), out);
            daemon(() -> answers(postgres, client));
            while (true) {
                int type = in.read();
                if (type < 0) {
                    return;
                }
                byte[] body = in.readNBytes(in.readInt() - 4);
                send(out, type, type == 'Q' || type == 'P' ? rewritten(type, body) : body);
            }
        } catch (IOException e) {
            // Either side has gone.
        } finally {
            open.remove(client);
        }
    }

    private void answers(Socket postgres, Socket client) {
        try {
            InputStream in = postgres.getInputStream();
            OutputStream out = client.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // Either side has gone.
        } finally {
            end(client);
            open.remove(postgres);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(DataInputStream in, OutputStream client, DataOutputStream out) throws IOException {
        int length = in.readInt();
        int code = in.readInt();
        if (code == SSL_REQUEST) {
            client.write('N');
            client.flush();
            length = in.readInt();
            code = in.readInt();
        }
        byte[] rest = in.readNBytes(length - 8);
        if (code != PROTOCOL_3) {
            out.writeInt(length);
            out.writeInt(code);
            out.write(rest);
            out.flush();
            return;
        }
        String[] parts = new String(rest, UTF_8).split("\0", -1);
        var kept = new StringBuilder();
        for (int i = 0; i + 1 < parts.length; i += 2) {
            if (PARAMETERS.contains(parts[i])) {
                kept.append(parts[i]).append('\0').append(parts[i + 1]).append('\0');
            }
        }
        byte[] body = kept.append('\0').toString().getBytes(UTF_8);
        out.writeInt(body.length + 8);
        out.writeInt(code);
        out.write(body);
        out.flush();
    }

    private static void send(DataOutputStream out, int type, byte[] body) throws IOException {
        var message = ByteBuffer.allocate(body.length + 5);
        message.put((byte) type).putInt(body.length + 4).put(body);
        out.write(message.array());
        out.flush();
    }

    private byte[] rewritten(int type, byte[] body) {
        int start = type == 'Q' ? 0 : end(body, 0) + 1;
        int end = end(body, start);
        byte[] sql = postgresSql(new String(body, start, end - start, UTF_8)).getBytes(UTF_8);
        return ByteBuffer.allocate(body.length - (end - start) + sql.length)
                .put(body, 0, start)
                .put(sql)
                .put(body, end, body.length - end)
                .array();
    }

    private static int end(byte[] body, int from) {
        int end = from;
        while (body[end] != 0) {
            end++;
        }
        return end;
    }

    /** A refusal is no SQL, so that PostgreSQL tells it back as an error in it. */
    private String postgresSql(String sql) {
        statements.add(sql);
        try {
            return RedshiftCopy.isOne(sql) ? copy.asInsert(sql) : RedshiftSql.checked(sql);
        } catch (RefusedException e) {
            return "\"" + e.getMessage().replace('"', ' ').replace('\n', ' ') + "\"";
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cutOff();
    }
}
