package io.caravan.command;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.Outcome;
import io.caravan.failure.UnavailableException;
import io.caravan.tables.TableCare;
import io.caravan.wiring.TableCatalogueSession;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** What builds up in the lake's tables, and what to do about it. */
@Command(
        name = "tables",
        mixinStandardHelpOptions = true,
        description = "Looks after the lake's tables, where tables.catalogue is set.",
        subcommands = {TablesList.class, TablesCare.class})
final class TablesCommand {
    /** One of its commands, over an open catalogue. */
    abstract static class Part implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public final Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            try (var session = LakeSession.open()) {
                if (!session.settings().hasTables()) {
                    throw new ConfigurationException(
                            "The lake has no tables; set tables.catalogue, and the next run makes them");
                }
                session.settings().check("tables.");
                return work(session, out).exitCode();
            } catch (UnavailableException e) {
                throw new UnavailableException(e.getMessage(), e, Outcome.PARKED);
            } catch (SdkException e) {
                throw new UnavailableException(
                        "The lake does not answer as it should: " + e.getMessage() + "; give the command again",
                        e,
                        Outcome.PARKED);
            } finally {
                out.flush();
            }
        }

        private Outcome work(LakeSession session, PrintWriter out) throws Exception {
            try (TableCare care = TableCatalogueSession.open(
                    session.settings(), session.beans(), session.settings().clock())) {
                return work(care, out);
            }
        }

        /** Does the work and returns how it ended. */
        abstract Outcome work(TableCare care, PrintWriter out) throws Exception;
    }
}
