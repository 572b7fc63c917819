package dev.fluxion.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fluxion completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints a script with which bash and zsh complete verbs and options at the Tab key.",
        footer = {"", "Examples:", "  source <(fluxion completion)                        # in this shell",
            "  fluxion completion > ~/.local/share/bash-completion/completions/fluxion"})
final class CompletionVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(AutoComplete.bash("fluxion", FluxionCommand.commandLine()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
