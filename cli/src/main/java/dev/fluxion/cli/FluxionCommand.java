package dev.fluxion.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole command; its verbs are its subcommands. */
@Command(
        name = "fluxion",
        description = "Mathematics as text: differentiated, explained, compiled and trained.",
        subcommands = {RunVerb.class, LessonVerb.class, EvalVerb.class, DiffVerb.class, GradVerb.class, SimplifyVerb.class, RenderVerb.class,
                ReplVerb.class, JsonlVerb.class, CompileVerb.class, CompletionVerb.class},
        footer = {"", "Examples:", "  fluxion eval 'x^2*sin(y)' x=1 y=pi/2", "  fluxion diff 'x^2*sin(y)' x --steps", "  fluxion run examples/fashion.flx", "",
            "fluxion VERB --help tells more. Exit status: 0, 1 for a mistake in a formula, script or file, 2 for wrong usage, 70 for a bug."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class FluxionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** The command line of the whole command, ready to execute any number of times. */
    static CommandLine commandLine() {
        return Usage.of(new FluxionCommand()).setExecutionExceptionHandler(Failures::report);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }
}
