package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.typeset.Chart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A script that is being run: the names it has given so far, and where its output goes. Not thread-safe. */
public final class Session {
    private static final String PROMPT = "input";
    private static final int LONGEST_LOOP = 10_000_000;
    private static final int LEVELS_OF_STATEMENTS = 100;

    private Consumer<Output> out;
    private final Files files;
    private final Networks networks;
    private final Plots plots;
    private final Data data = new Data(this);
    private final DataVocabulary vocabulary = new DataVocabulary(data);
    private final Imports imports;
    private final Definitions definitions;
    private final Names names = Names.lenient();
    private final Map<String, Consumer<Tree.Call>> commands = new TreeMap<>();
    private Source source = new Source("input", "");
    private Optional<Expression> last = Optional.empty();
    private Consumer<Statement> watcher = statement -> { };
    private int depth;

    /** A session without names that reaches no files; what is printed goes to the consumer. */
    public Session(Consumer<Output> out) {
        this(out, Files.NONE, new PlainDisplay(out));
    }

    /** A session without names; what is printed goes to the consumer, and how far a training has come to the display. */
    public Session(Consumer<Output> out, Files files, Display display) {
        this.out = out;
        this.files = files;
        this.networks = new Networks(this, display);
        this.plots = new Plots(this);
        this.imports = new Imports(files);
        this.definitions = new Definitions(names, networks.model(), this::elaborator, this::place);
        networks.names().forEach(name -> commands.put(name, networks::perform));
        commands.put("table", call -> new Tables(this).print(new Operands(call, elaborator())));
        commands.put("plot", plots::perform);
        commands.put("print", call -> new Commands(this).print(call));
    }

    // A script's line; entries at a prompt have none to go back to.
    private Optional<String> place(Span span) {
        return span == Span.NONE || source.name().equals(PROMPT) ? Optional.empty() : Optional.of(source.name() + ":" + source.line(span.start()));
    }

    /** Whether a function of the name and number of operands was defined here. */
    public boolean defines(String name, int operands) {
        return names.functions().containsKey(name + "/" + operands);
    }

    /** The value of a text that is one expression, with the names given so far. */
    public Expression value(Source source) {
        return elaborator().expression(Reader.expression(source));
    }

    /** The value of a formula of the text, in which some names stand for operands. */
    public Expression value(Tree formula, Map<String, Expression> operands) {
        Map<String, Typed> given = new HashMap<>();
        operands.forEach((name, operand) -> given.put(name, Typed.of(operand)));
        Elaborator elaborator = elaborator();
        return elaborator.in(elaborator.scope().with(given)).expression(formula);
    }

    /** The value of a function for some operands. */
    public Expression call(String function, List<Expression> operands) {
        Map<String, Expression> given = new LinkedHashMap<>();
        operands.forEach(operand -> given.put("operand_" + (given.size() + 1) + "_of_call", operand));
        List<Tree> names = given.keySet().stream().<Tree>map(name -> new Tree.Name(name, Span.NONE)).toList();
        return value(new Tree.Call(function, Span.NONE, 0, List.of(), names, List.of(), Span.NONE), given);
    }

    /** The last expression that was printed as a statement of its own. */
    public Optional<Expression> last() {
        return last;
    }

    void last(Expression expression) {
        last = Optional.of(expression);
    }

    /** Names of variables, sizes, values and functions that have a meaning here. */
    public Set<String> knownNames() {
        Set<String> all = new TreeSet<>(names.names());
        names.functions().forEach((key, function) -> all.add(key.substring(0, key.indexOf('/'))));
        return all;
    }

    /** The names that have a value other than themselves, with it. */
    public Map<String, Expression> values() {
        Map<String, Expression> values = new TreeMap<>();
        names.names().forEach(name -> names.value(name).map(Typed::expression)
                .filter(value -> !(value instanceof Symbol symbol && symbol.name().equals(name))).ifPresent(value -> values.put(name, value)));
        return values;
    }

    /** The symbol that a name was declared as, if it stands for itself. */
    public Optional<Symbol> declared(String name) {
        return names.value(name).map(Typed::expression).filter(value -> value instanceof Symbol symbol && symbol.name().equals(name)).map(Symbol.class::cast);
    }

    /** Names of calls that do something: commands, layers of plots, and functions that give data. */
    public Set<String> commandNames() {
        Set<String> all = new TreeSet<>(commands.keySet());
        all.addAll(FlatLayers.NAMES);
        all.addAll(SpaceParts.NAMES);
        all.addAll(vocabulary.names());
        return all;
    }

    /** What performs a call that is a statement of its own; empty for an expression. */
    Optional<Consumer<Tree.Call>> command(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    /** What a name means here, as statements that would give it that meaning; empty for a name without one. */
    public String description(String name) {
        return definitions.description(name);
    }

    /** Runs the statements of a text as {@link #run(Source)} does: the value of its last expression statement, empty for a text without one. */
    public Optional<Expression> result(Source text) {
        last = Optional.empty();
        run(text);
        return last;
    }

    /** Runs the script in a file, which its imports must not import again. */
    public void run(Source text, Path file) {
        imports.within(file, () -> run(text));
    }

    /** Runs the statements of a text; what they name stays. Files that it imports are found beside the file that names the text. */
    public void run(Source text) {
        Source outer = source;
        source = text;
        depth++;
        try {
            List<Statement> statements = read(text);
            Budget.onDeepStack(LEVELS_OF_STATEMENTS, () -> {
                run(statements);
                return null;
            });
        } catch (FluxionException e) {
            throw e.in(text);
        } finally {
            source = outer;
            depth--;
        }
    }

    private List<Statement> read(Source text) {
        try {
            return Reader.script(text);
        } catch (FluxionException e) {
            throw new Check(scratch()).with(e, text);
        }
    }

    // To try out what follows a mistake: it knows what this one knows, and nothing that happens in it is seen here.
    private Session scratch() {
        Session scratch = new Session(printed -> { }, Files.NONE, progress -> { });
        scratch.names.include(names);
        scratch.data.include(data);
        return scratch;
    }

    private void run(List<Statement> statements) {
        for (int i = 0; i < statements.size(); i++) {
            if (depth == 1) {
                watcher.accept(statements.get(i));
            }
            try {
                run(statements.get(i));
            } catch (FluxionException e) {
                throw new Check(scratch()).with(e, statements.get(i), statements.subList(i + 1, statements.size()));
            }
        }
    }

    private void run(Statement statement) {
        try {
            perform(statement);
        } catch (FluxionException e) {
            throw placed(e, statement);
        }
    }

    /** The mistake at the statement, where it has no place of its own. */
    static FluxionException placed(FluxionException e, Statement statement) {
        return e.diagnostic().span() != Span.NONE || e.source().isPresent() ? e : e.at(statement.span());
    }

    private void perform(Statement statement) {
        Definitions.requireFreeNames(statement);
        switch (statement) {
            case Statement.Evaluate evaluate -> new Commands(this).evaluate(evaluate.expression());
            case Statement.Show show -> new Shows(this).show(show);
            case Statement.Import imported -> imports.perform(imported, source, this::run);
            case Statement.For loop -> loop(loop);
            case Statement.If choice -> (holds(choice.condition()) ? choice.then() : choice.otherwise()).forEach(this::run);
            case Statement.Prose prose -> print(new Output(prose.text().strip(), "", new Output.Told(prose.text())));
            case Statement.Assign assign -> assign(assign);
            case Statement.DefineFunction function -> definitions.function(function);
            case Statement.DefineEntries entries -> definitions.entries(entries);
            case Statement.Declare declare -> definitions.declare(declare);
            case Statement.Parameter parameter -> definitions.parameter(parameter);
            case Statement.Assume assume -> definitions.assume(assume);
            case Statement.AssumeMember member -> definitions.assume(member);
        }
    }

    private void assign(Statement.Assign assign) {
        if (!data.assign(assign)) {
            vocabulary.target(assign.value() instanceof Tree.Call ? assign.name() : "");
            try {
                definitions.assign(assign);
            } finally {
                vocabulary.target("");
            }
        }
    }

    /** Performs a statement as far as it gives names, and reads the expressions in it. */
    void define(Statement statement) {
        if (statement instanceof Statement.Evaluate evaluate && evaluate.expression() instanceof Tree.Call call && Commands.answersByItself(call)) {
            call.operands().forEach(operand -> elaborator().value(operand));
        } else if (statement instanceof Statement.Evaluate evaluate) {
            elaborator().value(evaluate.expression());
        } else {
            perform(statement);
        }
    }

    /** Whether a statement does more than to give names and to read expressions. */
    boolean acts(Statement statement) {
        return switch (statement) {
            case Statement.Evaluate evaluate -> isCommand(evaluate.expression());
            case Statement.Assign assign -> isCommand(assign.value());
            case Statement.Show show -> true;
            case Statement.Import imported -> true;
            case Statement.For loop -> true;
            case Statement.If choice -> true;
            case Statement.Prose prose -> true;
            case Statement.DefineFunction function -> false;
            case Statement.DefineEntries entries -> false;
            case Statement.Declare declare -> false;
            case Statement.Parameter parameter -> false;
            case Statement.Assume assume -> false;
            case Statement.AssumeMember member -> false;
        };
    }

    private boolean isCommand(Tree tree) {
        return tree instanceof Tree.Call call && commands.containsKey(call.name());
    }

    static FluxionException unsupported(String what, Span span) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, what, span));
    }

    Elaborator elaborator() {
        return new Elaborator(new DataScope(names, data), vocabulary);
    }

    /** Names given to expressions that are worth being called by them. */
    Map<Expression, String> named() {
        return definitions.named();
    }

    Data data() {
        return data;
    }

    Names names() {
        return names;
    }

    /** Gives a name a value. */
    public void bind(String name, Expression value) {
        names.bind(name, value);
    }

    Files files() {
        return files;
    }

    Networks networks() {
        return networks;
    }

    Plots plots() {
        return plots;
    }

    void print(String text, String latex) {
        out.accept(new Output(text, latex));
    }

    /** Tells of a picture that was written. */
    void drawn(Chart chart, int width, int height, String text, List<Chart> moving) {
        out.accept(new Output(text, "", new Output.Drawn(chart, width, height, moving)));
    }

    void print(Output output) {
        out.accept(output);
    }

    /** Has each statement of a script told before it is run; those inside of loops and imports are not. */
    public void watch(Consumer<Statement> watcher) {
        this.watcher = watcher;
    }

    /** What something prints, which nobody else hears of. */
    List<Output> unheard(Runnable action) {
        List<Output> outputs = new ArrayList<>();
        Consumer<Output> before = out;
        out = outputs::add;
        try {
            action.run();
        } finally {
            out = before;
        }
        return outputs;
    }

    /** Does something while a name has another value. */
    void during(String name, Expression value, Runnable action) {
        Typed outside = names.value(name).orElseGet(() -> Typed.of(Symbol.of(name)));
        names.bind(name, value);
        try {
            action.run();
        } finally {
            names.bind(name, outside);
        }
    }

    private boolean holds(Tree condition) {
        return Assumptions.of(names.facts()).decides(elaborator().condition(condition))
                .orElseThrow(() -> new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "whether this holds cannot be decided", condition.span())
                        .withHint("an if statement needs numbers, or facts that are assumed; if(c, a, b) chooses between expressions")));
    }

    private void loop(Statement.For loop) {
        if (!(loop.range() instanceof Tree.Range range)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "a loop needs a range", loop.range().span()).withHint("write for k in 1..10"));
        }
        int from = whole(range.from());
        int to = whole(range.to());
        if ((long) to - from > LONGEST_LOOP) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "a loop runs at most " + LONGEST_LOOP + " times", range.span()));
        }
        Budget budget = Budget.current();
        for (long k = from; k <= to; k++) { // not an int: the largest has no next
            budget.tick(1);
            names.bind(loop.label(), Constant.of(k));
            loop.body().forEach(this::run);
        }
    }

    private int whole(Tree tree) {
        Expression value = elaborator().scalar(tree, "an end of the range");
        if (value instanceof Constant c && c.value() instanceof Rational r && r.isInt()) {
            return r.intValue();
        }
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "an end of the range must be a whole number", tree.span()));
    }
}
