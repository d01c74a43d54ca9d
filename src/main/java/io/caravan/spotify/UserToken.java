package io.caravan.spotify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The refresh token of the user who signed in: the one of the setting {@code spotify.refresh-token}, for a secret store, or the
 * one in the file that {@code login} writes. The file also takes the token that Spotify gives in place of the setting's; a new
 * setting wins over that. The file is read at each use, so that a {@code login} is seen by a process that runs.
 */
public final class UserToken {
    private String setting = "";
    private Instant settingGivenAt;
    private Path file = Path.of("spotify-token.json");
    private Stored unstored;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * The content of the file.
     *
     * @param consentGivenAt ISO 8601, null where nobody knows
     * @param insteadOf fingerprint of the setting whose token this one follows, null where it follows none
     */
    @JsonNaming(SnakeCaseStrategy.class)
    private record Stored(String refreshToken, String consentGivenAt, String insteadOf) {}

    /** Sets the token that a secret store holds; empty for none. */
    public void setRefreshToken(String refreshToken) {
        this.setting = refreshToken.strip();
    }

    /** Sets when the user consented to that token, {@code yyyy-MM-dd} or ISO 8601; empty where nobody knows. */
    public void setConsentGivenAt(String consentGivenAt) {
        this.settingGivenAt = consentGivenAt.isBlank() ? null : time(consentGivenAt.strip());
    }

    /** Sets the file. */
    public void setFile(String file) {
        this.file = Path.of(file);
    }

    /** Returns a time that is given as {@code yyyy-MM-dd} or in ISO 8601. */
    public static Instant time(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(text);
    }

    /** Returns the token to use now, or null where no user signed in. */
    synchronized String current() {
        if (unstored != null) {
            store(unstored);
        }
        Stored stored = inUse();
        return stored != null ? stored.refreshToken() : setting.isEmpty() ? null : setting;
    }

    /** Returns whether the token in use was given by {@code login}, and so without the app's secret. */
    synchronized boolean isFromLogin() {
        Stored stored = inUse();
        return stored != null && stored.insteadOf() == null;
    }

    /** Returns when the user consented, or null where nobody knows. */
    synchronized Instant consentGivenAt() {
        Stored stored = inUse();
        if (stored == null) {
            return setting.isEmpty() ? null : settingGivenAt;
        }
        return stored.consentGivenAt() == null ? null : time(stored.consentGivenAt());
    }

    /** Keeps the token that Spotify gave in place of the current one; its consent is still the old one. */
    synchronized void replace(String refreshToken) {
        Instant givenAt = consentGivenAt();
        boolean fromLogin = setting.isEmpty() || isFromLogin();
        unstored = new Stored(
                refreshToken, givenAt == null ? null : givenAt.toString(), fromLogin ? null : fingerprint(setting));
        store(unstored);
    }

    /**
     * Keeps the token of a user who consented just now.
     *
     * @throws ConfigurationException when the file cannot be written
     */
    public synchronized void keep(String refreshToken, Instant consentGivenAt) {
        store(new Stored(refreshToken, consentGivenAt.toString(), null));
    }

    /** Returns twelve hex digits that tell one token from another and nothing about either. */
    static String fingerprint(String token) {
        try {
            byte[] digest =
                    java.security.MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return java.util.HexFormat.of().formatHex(digest, 0, 6);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Returns what the file holds where that is to be used, else null. */
    private Stored inUse() {
        if (!Files.exists(file)) {
            return null;
        }
        Stored stored;
        try {
            stored = json.readValue(Files.readAllBytes(file), Stored.class);
            if (stored.consentGivenAt() != null) {
                time(stored.consentGivenAt());
            }
        } catch (IOException | DateTimeException e) {
            // Without the cause: its message may quote the file.
            throw new ConfigurationException("spotify.token-file: " + file
                    + " cannot be read or is none of ours; remove it and sign in with the command login");
        }
        boolean mine = setting.isEmpty() || fingerprint(setting).equals(stored.insteadOf());
        return mine && stored.refreshToken() != null ? stored : null;
    }

    private void store(Stored stored) {
        Path folder = file.toAbsolutePath().getParent();
        Path fresh = null;
        try {
            Files.createDirectories(folder);
            fresh = Files.createTempFile(folder, "spotify-token", ".tmp", ownerOnly(folder));
            try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                out.write(java.nio.ByteBuffer.wrap(json.writeValueAsBytes(stored)));
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            unstored = null;
        } catch (IOException e) {
            remove(fresh);
            throw new ConfigurationException(
                    "spotify.token-file: the refresh token cannot be kept in " + file + " (" + reason(e)
                            + "); name a file in a folder that can be written and that outlives the process",
                    e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        return e instanceof FileSystemException refused && refused.getReason() != null
                ? refused.getReason()
                : "there is no such folder, and none can be made";
    }

    private static void remove(Path fresh) {
        if (fresh != null) {
            fresh.toFile().delete();
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
