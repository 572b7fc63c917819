package dev.fluxion.cli.script;

import dev.fluxion.grammar.DeepCalls;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.elaborate.Scope;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A script that is being run: the names it has given so far, and where its output goes. Not thread-safe. */
public final class Session {
    private static final int LONGEST_LOOP = 10_000_000;

    private final Consumer<Output> out;
    private final Files files;
    private final Networks networks;
    private Expression last;
    private final Names names = Names.lenient();
    private final Map<Expression, String> named = new HashMap<>();

    /** A session without names that reaches no files; what is printed goes to the consumer. */
    public Session(Consumer<Output> out) {
        this(out, Files.NONE, new PlainDisplay(out));
    }

    /** A session without names; what is printed goes to the consumer, and how far a training has come to the display. */
    public Session(Consumer<Output> out, Files files, Display display) {
        this.out = out;
        this.files = files;
        this.networks = new Networks(this, display);
    }

    /** Gives a name a number; one with a fraction is taken as the exact decimal that it prints as. */
    public void bind(String name, Number value) {
        double number = value.doubleValue();
        names.bind(name, Double.isFinite(number) ? Constant.of(Rational.of(new java.math.BigDecimal(value.toString()))) : Constant.inexact(number));
    }

    /** The value of a text that is one expression, with the names given so far. */
    public Expression value(Source source) {
        return elaborator().expression(Reader.expression(source));
    }

    /** The last expression that was printed as a statement of its own, or {@code null}. */
    public Expression last() {
        return last;
    }

    void last(Expression expression) {
        last = expression;
    }

    /** Runs the statements of a text; what they name stays. */
    public void run(Source source) {
        List<Statement> statements = Reader.script(source);
        DeepCalls.run(100, () -> {
            statements.forEach(this::run);
            return null;
        });
    }

    private void run(Statement statement) {
        try {
            perform(statement);
        } catch (FluxionException e) {
            throw e.diagnostic().span() != Span.NONE ? e : new FluxionException(e.diagnostic().at(statement.span()));
        }
    }

    private void perform(Statement statement) {
        switch (statement) {
            case Statement.Evaluate evaluate -> new Commands(this).evaluate(evaluate.expression());
            case Statement.Show show -> new Commands(this).show(show);
            case Statement.Assign assign -> assign(assign);
            case Statement.DefineFunction function -> names.define(function.name(), new Scope.Definition(function.parameters(), function.body()));
            case Statement.DefineEntries entries -> entries(entries);
            case Statement.Declare declare -> declare(declare);
            case Statement.Parameter parameter -> {
                Symbol symbol = Symbol.of(parameter.name(), shape(parameter.sizes()), Symbol.Role.PARAMETER,
                        properties(parameter.properties(), parameter.span()));
                names.declare(symbol);
                networks.model().declare(symbol, parameter.initial());
            }
            case Statement.Assume assume -> throw unsupported("'assume'", assume.span());
            case Statement.AssumeMember member -> throw unsupported("'assume'", member.span());
            case Statement.Import imported -> throw unsupported("'import'", imported.span());
            case Statement.For loop -> loop(loop);
            case Statement.If choice -> (holds(choice.condition()) ? choice.then() : choice.otherwise()).forEach(this::run);
            case Statement.Prose prose -> print(prose.text().strip(), "");
        }
    }

    static FluxionException unsupported(String what, Span span) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, what + " is not supported yet", span));
    }

    Elaborator elaborator() {
        return Language.elaborator(names);
    }

    /** Names given to expressions that are worth being called by them. */
    Map<Expression, String> named() {
        return named;
    }

    Files files() {
        return files;
    }

    Networks networks() {
        return networks;
    }

    void print(String text, String latex) {
        out.accept(new Output(text, latex));
    }

    private void assign(Statement.Assign assign) {
        Typed value = elaborator().read(assign.value());
        names.bind(assign.name(), value);
        named.values().remove(assign.name());
        if (!value.expression().operands().isEmpty() && !(value.expression() instanceof Constant)) {
            named.put(value.expression(), assign.name());
        }
    }

    // C[i, j] = e: the free labels become axes in the order of the left side.
    private void entries(Statement.DefineEntries entries) {
        List<Tree.Binder> binders = entries.labels().stream().map(label -> new Tree.Binder(label, null, entries.span())).toList();
        Tree tensor = new Tree.Call("tensor", entries.nameSpan(), 0, binders, List.of(entries.entry()), List.of(), entries.span());
        names.bind(entries.name(), elaborator().read(tensor));
    }

    private void declare(Statement.Declare declare) {
        if (!declare.space().equals("R")) {
            throw unsupported("a declaration in " + declare.space(), declare.span());
        }
        Shape shape = shape(declare.sizes());
        Set<Symbol.Property> properties = properties(declare.properties(), declare.span());
        declare.names().forEach(name -> names.declare(Symbol.of(name, shape, Symbol.Role.VARIABLE, properties)));
    }

    private Shape shape(List<Tree> sizes) {
        List<Size> found = new ArrayList<>();
        for (Tree size : sizes) {
            if (size instanceof Tree.Name name && !names.isSize(name.name()) && !isValue(name.name())) {
                names.size(name.name());
            }
            found.add(elaborator().size(size));
        }
        return new Shape(found);
    }

    private boolean isValue(String name) {
        return names.value(name).filter(value -> value.expression() instanceof Constant).isPresent();
    }

    private static Set<Symbol.Property> properties(List<String> words, Span span) {
        Set<Symbol.Property> properties = EnumSet.noneOf(Symbol.Property.class);
        for (String word : words) {
            try {
                properties.add(Symbol.Property.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "unknown property " + word, span)
                        .withHint("known are symmetric, diagonal, positive_definite, onehot"));
            }
        }
        return properties;
    }

    private boolean holds(Tree condition) {
        return switch (elaborator().condition(condition)) {
            case Condition.Truth truth -> truth.value();
            default -> throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "whether this holds cannot be decided", condition.span())
                    .withHint("an if statement needs numbers; if(c, a, b) chooses between expressions"));
        };
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
        for (int k = from; k <= to; k++) {
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
