package io.caravan;

import io.caravan.command.CaravanCommand;

/** Where the jar starts. */
public final class Caravan {
    private Caravan() {}

    /** Runs the command that the arguments name and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(CaravanCommand.execute(arguments));
    }
}
