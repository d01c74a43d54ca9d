package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkFolderTest {
    @TempDir
    Path folder;

    private Path root;
    private WorkFolder work;
    private WorkFolder other;

    @BeforeEach
    void twoProcessesShareIt() {
        root = folder.resolve("data/work");
        work = new WorkFolder(root);
        other = new WorkFolder(root);
    }

    private static Path withFile(Path load) throws IOException {
        Files.writeString(Files.createDirectories(load).resolve("0.csv"), "x");
        return load;
    }

    /** Makes a folder look as if its last file had come so much earlier. */
    private static void age(Path load, Duration age) throws IOException {
        Instant modified = Files.getLastModifiedTime(load).toInstant();
        Files.setLastModifiedTime(load, FileTime.from(modified.minus(age)));
    }

    @Test
    void eachLoadHasAFolderOfItsOwn() throws Exception {
        Path one = withFile(work.create());
        Path two = withFile(other.create());
        Path three = withFile(work.create());

        assertThat(one.getParent()).isEqualTo(root);
        assertThat(two).isNotEqualTo(one);
        WorkFolder.delete(two);
        assertThat(two).doesNotExist();
        assertThat(one.resolve("0.csv")).exists();
        assertThat(three.resolve("0.csv")).exists();
    }

    @Test
    void whatAKilledLoadLeftBehindIsDeletedADayLater() throws Exception {
        Path left = withFile(work.create());

        age(left, Duration.ofHours(23));
        other.create();
        assertThat(left.resolve("0.csv")).exists();

        age(left, Duration.ofHours(2));
        other.create();
        assertThat(left).doesNotExist();
    }

    @Test
    void aFileThatComesMakesAFolderYoungAgain() throws Exception {
        Path slow = withFile(work.create());
        age(slow, Duration.ofHours(25));
        Files.writeString(slow.resolve("1.csv"), "y");

        other.create();

        assertThat(slow.resolve("0.csv")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"load-1", "load-4194304", "files-1"})
    void foldersThatFormerVersionsNamedByTheirProcessAreLeftOversToo(String name) throws Exception {
        Path left = withFile(root.resolve(name));
        age(left, Duration.ofDays(2));

        work.create();

        assertThat(left).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"load-notes", "load-", "load-1-copy", "my-load-1", "1", "files-1a"})
    void whatIsNotOursStays(String name) throws Exception {
        Path notes = withFile(root.resolve(name));
        age(notes, Duration.ofDays(400));

        work.create();

        assertThat(notes.resolve("0.csv")).exists();
    }

    @Test
    void whatALinkLeadsToStays() throws Exception {
        Path elsewhere = withFile(folder.resolve("elsewhere"));
        age(elsewhere, Duration.ofDays(400));
        Path link = Files.createSymbolicLink(Files.createDirectories(root).resolve("load-1"), elsewhere);
        Files.getFileAttributeView(link, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.fromMillis(0), null, null);

        work.create();

        assertThat(elsewhere.resolve("0.csv")).exists();
    }

    @Test
    void whatCannotBeDeletedKeepsNoLoadFromItsWork() throws Exception {
        Path left = Files.createDirectories(root.resolve("load-1/not/empty"))
                .getParent()
                .getParent();
        age(left, Duration.ofDays(2));

        assertThat(work.create()).exists();
        assertThat(left).exists();
    }

    @Test
    void deletingWhatIsGoneDoesNothing() throws Exception {
        Path gone = work.create();
        WorkFolder.delete(gone);

        WorkFolder.delete(gone);

        assertThat(gone).doesNotExist();
    }

    @Test
    void aPlaceWhereNoFolderCanBeIsNamed() throws Exception {
        Files.writeString(Files.createDirectories(root.getParent()).resolve("work"), "a file");

        assertThatThrownBy(work::create)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll(root.toString(), "warehouse.work-folder");
    }
}
