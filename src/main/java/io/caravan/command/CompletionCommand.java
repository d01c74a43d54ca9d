package io.caravan.command;

import io.caravan.failure.Outcome;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Completes commands, options and their values. */
@Command(
        name = "generate-completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script that completes commands, options and their values in bash and zsh.",
            "Run this command to give it to the shell: source <(caravan generate-completion)"
        })
final class CompletionCommand implements Callable<Integer> {
    /**
     * To bash an equals sign is a word of its own, to others it is a part of the option; picocli's script knows only options and values with a
     * space between them, so that is what it is given.
     */
    private static final String EQUALS = """

            # Completes what stands behind "=", too.
            function _complete_caravan_values() {
              local words=() cword=0 option="" i word
              for (( i=0; i<${#COMP_WORDS[@]}; i++ )); do
                word=${COMP_WORDS[i]}
                if [[ "${word}" == --*=* ]]; then
                  words+=("${word%%=*}" "${word#*=}")
                  (( i == COMP_CWORD )) && option="${word%%=*}="
                elif [[ "${word}" != "=" ]]; then
                  words+=("${word}")
                elif (( i == COMP_CWORD )); then
                  words+=("")
                fi
                (( i == COMP_CWORD )) && cword=$(( ${#words[@]} - 1 ))
              done
              COMP_WORDS=("${words[@]}")
              COMP_CWORD=${cword}
              _complete_caravan
              COMPREPLY=("${COMPREPLY[@]/#/${option}}")
            }

            complete -F _complete_caravan_values -o default caravan caravan.sh caravan.bash
            """;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("caravan", spec.root().commandLine()));
        out.print(EQUALS);
        out.flush();
        return Outcome.OK.exitCode();
    }
}
