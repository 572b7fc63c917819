package dev.fluxion.cli.repl;

import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import dev.fluxion.symbolic.print.LatexPrinter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be asked of the prompt itself: words behind a colon. */
final class Commands {
    static final String PREFIX = ":";

    /** Something to do with the words that follow, and a line of help. */
    private record Command(String operands, String help, Action action) {}

    @FunctionalInterface
    private interface Action {
        void perform(Repl repl, String operand);
    }

    private static final Map<String, Command> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put(":help", new Command("[NAME]", "this page, or what is known of a function", Commands::help));
        TABLE.put(":names", new Command("", "what the session has named", (repl, operand) -> names(repl)));
        TABLE.put(":latex", new Command("", "the last result as LaTeX", (repl, operand) -> latex(repl)));
        TABLE.put(":run", new Command("FILE", "run a script here", Repl::runFile));
        TABLE.put(":reset", new Command("", "forget all names", (repl, operand) -> repl.reset()));
        TABLE.put(":quit", new Command("", "the end (or Ctrl-D)", (repl, operand) -> repl.quit()));
    }

    private static final String HELP = """
            Type an expression to see its value, or a statement:
              f(x) = x^3 + 2*x       a function
              diff(f(x), x)          its derivative
              show diff(f(x), x)     with every step
              X in R[n, d]           a matrix of unknown size
              assume x > 0           a fact
            Open brackets and blocks go on in the next line; Tab completes a name;
            Ctrl-C drops the line or stops the work.""";

    private Commands() {}

    static Set<String> words() {
        return TABLE.keySet();
    }

    static void perform(Repl repl, String line) {
        String[] words = line.strip().split("\\s+", 2);
        List<String> meant = TABLE.keySet().stream().filter(word -> word.startsWith(words[0])).toList();
        if (meant.size() != 1) {
            repl.complain((meant.isEmpty() ? "error: there is no command " + words[0] : "error: " + words[0] + " may be " + String.join(" or ", meant))
                    + "\n  hint: :help lists all commands");
            return;
        }
        TABLE.get(meant.getFirst()).action().perform(repl, words.length > 1 ? words[1] : "");
    }

    private static void help(Repl repl, String name) {
        if (!name.isEmpty()) {
            List<String> known = Operators.rows().filter(row -> row.name().equals(name)).map(Commands::described).distinct().toList();
            String own = repl.session().description(name);
            repl.print(!own.isEmpty() ? own : !known.isEmpty() ? String.join("\n", known) : Language.INSTANCE.isFunction(name)
                    ? name + " is a function of the language" : "nothing is known of " + name);
            return;
        }
        repl.print(HELP);
        TABLE.forEach((word, command) -> repl.print("  %-15s %s".formatted((word + " " + command.operands()).strip(), command.help())));
    }

    private static String described(Operator row) {
        List<String> lines = new ArrayList<>();
        lines.add(row.name() + "(" + String.join(", ", row.operands()) + ")");
        if (row.kind() == Operator.Kind.ELEMENTWISE) {
            for (String operand : row.operands()) {
                row.derivative(operand).ifPresent(derivative -> lines.add("  derivative by " + operand + ": " + derivative
                        + (derivative.matches(".*\\by\\b.*") ? "   (y is the value)" : "")));
            }
            lines.add("  defined for: " + (row.domain().equals("true") ? "all numbers" : row.domain()));
            lines.add("  values: " + (row.range().equals("true") ? "all numbers" : row.range()));
        }
        return String.join("\n", lines);
    }

    private static void names(Repl repl) {
        List<String> names = repl.session().knownNames().stream().sorted().map(repl.session()::description).filter(text -> !text.isEmpty()).toList();
        repl.print(names.isEmpty() ? "nothing has a name yet" : String.join("\n", names));
    }

    private static void latex(Repl repl) {
        repl.print(repl.session().last().map(LatexPrinter::latex).orElse("there is no result yet"));
    }
}
