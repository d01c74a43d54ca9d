package io.caravan.command;

import io.caravan.run.Progress;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/** Progress for a person: on a terminal one line that changes, elsewhere a line for each object that is done. */
final class ConsoleProgress implements Progress, AutoCloseable {
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private int pages;
    private int playlists;
    private int snapshots;
    private boolean dirty;

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static ConsoleProgress onStderr() {
        return new ConsoleProgress(new PrintStream(System.err, true, StandardCharsets.UTF_8), Ansi.AUTO.enabled());
    }

    @Override
    public synchronized void step(String stage, String object, String detail) {
        boolean page = stage.equals("extract-playlists") && detail.endsWith(" entries") && !detail.startsWith("read");
        if (page) {
            pages++;
        } else if (stage.equals("extract-playlists")) {
            playlists++;
        } else if (stage.equals("transform-snapshots")) {
            snapshots++;
        }
        if (terminal) {
            String line = TextTable.plain("%d pages, %d playlists, %d snapshots · %s: %s"
                    .formatted(pages, playlists, snapshots, object, detail));
            out.print("\r" + "%-100s".formatted(line.substring(0, Math.min(WIDTH, line.length()))));
            out.flush();
            dirty = true;
        } else if (!page) {
            out.println(TextTable.plain(stage + " " + object + ": " + detail));
        }
    }

    @Override
    public synchronized void close() {
        if (dirty) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
            dirty = false;
        }
    }
}
