package dev.fluxion.cli;

import dev.fluxion.cli.script.Bounded;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How arguments are read. A formula may begin with a minus, so that what is no known option is an operand: {@code -x}, {@code -(x^3)},
 * {@code -h*x}. Two hyphens and a word are an option always, and a mistyped one is an error.
 */
final class Usage {
    static final int WRONG = 2;

    private static final long ANSWER_MILLIS = 60_000;
    private static final long ANSWER_NODES = 20_000_000;
    private static final int ANSWER_DEPTH = 1_000_000;
    private static final Pattern OPTION = Pattern.compile("--[A-Za-z][A-Za-z-]+(=.*)?");

    private Usage() {}

    static CommandLine of(CommandSpec command) {
        return new CommandLine(command) {
            @Override
            public int execute(String... arguments) {
                return super.execute(asked(arguments));
            }
        }.setUnmatchedOptionsArePositionalParams(true).setPosixClusteredShortOptionsAllowed(false)
                .setAbbreviatedOptionsAllowed(false).setExecutionStrategy(Usage::execute).setParameterExceptionHandler(Usage::explain);
    }

    // A verb and -h alone ask for help, even where -h could be a formula.
    private static String[] asked(String[] arguments) {
        return arguments.length == 2 && arguments[1].equals("-h") ? new String[] {arguments[0], "--help"}
                : arguments.length == 2 && arguments[1].equals("-V") ? new String[] {arguments[0], "--version"} : arguments;
    }

    private static int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
            List<String> mistyped = last.matchedPositionals().stream().flatMap(operand -> operand.originalStringValues().stream())
                    .filter(OPTION.asMatchPredicate()).toList();
            if (!mistyped.isEmpty()) {
                throw new UnmatchedArgumentException(last.commandSpec().commandLine(), mistyped.subList(0, 1));
            }
        }
        return execute(parsed, last.commandSpec());
    }

    // Errors of the virtual machine end here too: what was used up is told as any other bound, the others are bugs.
    private static int execute(ParseResult parsed, CommandSpec verb) {
        Budget budget = verb.userObject() instanceof Answering ? Budget.of(ANSWER_MILLIS, ANSWER_NODES, ANSWER_DEPTH) : Budget.unhurried();
        try {
            return Bounded.run(budget, () -> new RunLast().execute(parsed));
        } catch (FluxionException e) {
            throw new ExecutionException(verb.commandLine(), e.getMessage(), e);
        } catch (Error e) {
            throw new ExecutionException(verb.commandLine(), e.toString(), e);
        }
    }

    private static int explain(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        boolean noVerb = command.getParent() == null && arguments.length > 0 && problem instanceof UnmatchedArgumentException && !arguments[0].startsWith("-");
        command.getErr().println(noVerb ? "there is no verb '" + arguments[0] + "'" : problem.getMessage());
        UnmatchedArgumentException.printSuggestions(problem, command.getErr());
        command.getErr().println("Try '" + name + " --help'.");
        command.getErr().flush();
        return WRONG;
    }
}
