package io.caravan.command;

import io.caravan.failure.UnavailableException;
import io.caravan.lake.DeadLetters;
import io.caravan.lake.Lake;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** What was set aside, and what to do with it. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = {
            "Works with what was set aside: raw objects and manifests that could not be read or loaded, answers of Spotify that"
                    + " were no JSON, and entries whose values do not fit."
        },
        subcommands = {DeadLettersList.class, DeadLettersShow.class, DeadLettersRetry.class, DeadLettersDiscard.class})
final class DeadLettersCommand {
    /** One of its commands, over an open lake. */
    abstract static class Part implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public final Integer call() throws Exception {
            try (var session = LakeSession.open()) {
                int exitCode = work(session.lake(), new DeadLetters(session.lake()), out());
                out().flush();
                return exitCode;
            } catch (SdkException e) {
                throw new UnavailableException(
                        "The lake does not answer as it should: " + e.getMessage()
                                + "; give the command again, which repeats no step that was done",
                        e);
            }
        }

        final PrintWriter out() {
            return spec.commandLine().getOut();
        }

        final PrintWriter err() {
            return spec.commandLine().getErr();
        }

        /** Does the work and returns the exit code. */
        abstract int work(Lake lake, DeadLetters deadLetters, PrintWriter out) throws Exception;
    }
}
