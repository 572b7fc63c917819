package dev.fluxion.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole command; its verbs are its subcommands. */
@Command(
        name = "fluxion",
        description = "Mathematics as text: differentiated, explained, compiled and trained.",
        footer = {"", "Examples:", "  fluxion eval 'x^2*sin(y)' x=1 y=pi/2", "  fluxion diff 'x^2*sin(y)' x --steps", "  fluxion run examples/fashion.flx", "",
            "fluxion VERB --help tells more. Exit status: 0, 1 for a mistake in a formula, script or file, 2 for wrong usage, 70 for a bug."},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class FluxionCommand implements Runnable {
    private static final Map<String, Class<?>> VERBS = verbs();

    @Spec
    private CommandSpec spec;

    // In the order of the help.
    private static Map<String, Class<?>> verbs() {
        Map<String, Class<?>> verbs = new LinkedHashMap<>();
        verbs.put("run", RunVerb.class);
        verbs.put("lesson", LessonVerb.class);
        verbs.put("eval", EvalVerb.class);
        verbs.put("diff", DiffVerb.class);
        verbs.put("grad", GradVerb.class);
        verbs.put("simplify", SimplifyVerb.class);
        verbs.put("render", RenderVerb.class);
        verbs.put("repl", ReplVerb.class);
        verbs.put("jsonl", JsonlVerb.class);
        verbs.put("compile", CompileVerb.class);
        verbs.put("completion", CompletionVerb.class);
        return verbs;
    }

    /** The command line of the whole command, ready to execute any number of times. */
    static CommandLine commandLine() {
        return commandLine(VERBS.keySet());
    }

    /** The command line for some arguments: that of their verb alone, as all verbs would take half of the time of a start; of all where they name none. */
    static CommandLine commandLine(String... arguments) {
        return arguments.length > 0 && VERBS.containsKey(arguments[0]) ? commandLine(Set.of(arguments[0])) : commandLine();
    }

    private static CommandLine commandLine(Set<String> verbs) {
        CommandSpec whole = CommandSpec.forAnnotatedObject(new FluxionCommand());
        verbs.forEach(verb -> whole.addSubcommand(verb, new CommandLine(VERBS.get(verb))));
        return Usage.of(whole).setExecutionExceptionHandler(Failures::report);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }
}
