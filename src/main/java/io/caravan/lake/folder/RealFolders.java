package io.caravan.lake.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The folders below one that are folders themselves, and whether a symbolic link stands in them that leads to another. */
final class RealFolders extends SimpleFileVisitor<Path> {
    private final List<Path> all = new ArrayList<>();
    private Path link;

    private RealFolders() {}

    /** Looks through a folder without following a link; one that is not there has none. */
    static RealFolders below(Path folder) throws IOException {
        var found = new RealFolders();
        Files.walkFileTree(folder, found);
        return found;
    }

    List<Path> all() {
        return all;
    }

    /** Returns a link to a folder; null where there is none. */
    Path link() {
        return link;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        all.add(folder);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
            link = file;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
        return FileVisitResult.CONTINUE;
    }
}
