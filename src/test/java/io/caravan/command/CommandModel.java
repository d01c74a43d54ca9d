package io.caravan.command;

import io.caravan.settings.Setting;
import io.caravan.settings.SettingGroup;
import java.util.List;
import picocli.CommandLine;

/** What the command line and the settings are, for tests that hold words against them. */
public final class CommandModel {
    private CommandModel() {}

    /** Returns the command line with all its commands. */
    public static CommandLine line() {
        return CaravanCommand.line();
    }

    /** Returns the keys of all settings. */
    public static List<String> settings() {
        return SettingGroup.all().stream().map(Setting::key).toList();
    }

    /** Returns the environment variables of all settings. */
    public static List<String> environment() {
        return SettingGroup.all().stream().map(Setting::environmentName).toList();
    }
}
