package io.caravan;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long tests wait for something to happen: far longer than anything takes on a machine that is busy with other work, so that
 * only what hangs ends here; found as a service by JUnit.
 */
public final class Patience implements LauncherSessionListener {
    /** The same, where a test gives it itself. */
    public static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
