package io.caravan.command;

import io.caravan.lake.Stage;
import io.caravan.run.Progress;
import io.caravan.text.Counted;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Progress for a person: on a terminal one line that changes, elsewhere a line for each object that is done. */
final class ConsoleProgress implements Progress, AutoCloseable {
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, Integer> entries = new HashMap<>();
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
    public synchronized void page(String playlistId, int count) {
        pages++;
        int soFar = entries.merge(playlistId, count, Integer::sum);
        if (terminal) {
            show(playlistId, Counted.of(soFar, "entry", "entries") + " so far");
        }
    }

    @Override
    public synchronized void step(String stage, String object, String detail) {
        if (Stage.EXTRACT_PLAYLISTS.isCalled(stage)) {
            playlists++;
            entries.remove(object);
        } else if (Stage.TRANSFORM_SNAPSHOTS.isCalled(stage)) {
            snapshots++;
        }
        if (terminal) {
            show(object, detail);
        } else {
            out.println(TextTable.plain(stage + " " + object + ": " + detail));
        }
    }

    @Override
    public synchronized void unchanged(String playlistId) {
        if (terminal) {
            playlists++;
            show(playlistId, "unchanged");
        }
    }

    @Override
    public synchronized void unchanged(long count) {
        if (!terminal) {
            Progress.super.unchanged(count);
        }
    }

    private void show(String object, String detail) {
        String line = TextTable.plain("%s, %s, %s · %s: %s"
                .formatted(
                        Counted.of(pages, "page"),
                        Counted.of(playlists, "playlist"),
                        Counted.of(snapshots, "snapshot"),
                        object,
                        detail));
        out.print("\r" + "%-100s".formatted(line.substring(0, Math.min(WIDTH, line.length()))));
        out.flush();
        dirty = true;
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
