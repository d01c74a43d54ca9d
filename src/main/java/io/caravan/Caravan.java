package io.caravan;

import io.caravan.command.CaravanCommand;
import io.caravan.failure.Outcome;

/** Where the jar starts. */
public final class Caravan {
    private Caravan() {}

    /** Runs the command that the arguments name and exits with its code. */
    public static void main(String[] arguments) {
        try {
            System.exit(CaravanCommand.execute(arguments));
        } catch (Error e) {
            // The threads of a server would keep the process alive.
            e.printStackTrace();
            System.exit(Outcome.FAILED.exitCode());
        }
    }
}
