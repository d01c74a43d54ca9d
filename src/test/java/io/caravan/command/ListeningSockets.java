package io.caravan.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a process listens on, as Linux tells it: {@code tcp 127.0.0.1:9876}. */
final class ListeningSockets {
    private static final String LISTENING = "0A";
    private static final String MAPPED_IPV4 = "0000000000000000FFFF0000";

    private ListeningSockets() {}

    static Set<String> of(long pid) throws IOException {
        Set<String> inodes = inodes(pid);
        var sockets = new TreeSet<String>();
        for (String kind : List.of("tcp", "tcp6", "udp", "udp6")) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/net/" + kind))) {
                lines.skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(fields -> inodes.contains(fields[9]))
                        .filter(fields -> kind.startsWith("udp") || fields[3].equals(LISTENING))
                        .forEach(fields -> sockets.add(kind.replace("6", "") + " " + address(fields[1])));
            }
        }
        return sockets;
    }

    private static Set<String> inodes(long pid) throws IOException {
        var inodes = new HashSet<String>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "closed meanwhile";
        }
    }

    /** Reads {@code 0100007F:2694}: bytes of the address in the machine's order, the port in that of the network. */
    private static String address(String hex) {
        int colon = hex.indexOf(':');
        String address = hex.substring(0, colon);
        String ip = address.startsWith(MAPPED_IPV4) ? address.substring(MAPPED_IPV4.length()) : address;
        int port = Integer.parseInt(hex.substring(colon + 1), 16);
        return (ip.equals("0100007F") ? "127.0.0.1" : ip) + ":" + port;
    }
}
