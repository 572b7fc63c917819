package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.explain.ChainRule;
import dev.fluxion.symbolic.explain.Gradients;
import dev.fluxion.symbolic.explain.LimitDefinition;
import dev.fluxion.symbolic.explain.PrimeNotation;
import dev.fluxion.symbolic.explain.Simplifications;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.typeset.AtomicFiles;
import dev.fluxion.typeset.DerivationPage;
import dev.fluxion.typeset.LatexException;
import dev.fluxion.typeset.Png;
import dev.fluxion.typeset.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code show}: derivations of what is asked for, at the level that is asked for, printed and written. */
final class Shows {
    private interface Explaining {
        Derivation of(Tree.Call call, Options options);
    }

    private static final int HIGHEST_ORDER = 20; // beyond, no one reads the steps

    private final Session session;
    private final Map<String, Explaining> kinds = new HashMap<>();

    Shows(Session session) {
        this.session = session;
        kinds.put("diff", this::derivative);
        kinds.put("grad", this::gradient);
        kinds.put("backprop", (call, options) -> network(call, Gradients::backpropagation));
        kinds.put("simplify", this::simplification);
        kinds.put("chain", this::chain);
    }

    /** Named options, each of which must be used. */
    private static final class Options {
        private final Map<String, Tree.Named> left = new HashMap<>();

        Options(List<Tree.Named> options) {
            options.forEach(option -> left.put(option.name(), option));
        }

        String text(String name, String otherwise) {
            Tree.Named option = left.remove(name);
            if (option == null) {
                return otherwise;
            }
            if (!(option.value() instanceof Tree.Text text)) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + name + "' is a text", option.value().span()).withHint(
                        "write " + name + " = \"…\""));
            }
            return text.value();
        }

        Span span(String name) {
            return left.containsKey(name) ? left.get(name).value().span() : Span.NONE;
        }

        Detail detail() {
            Span span = span("detail");
            String word = text("detail", Detail.TEXTBOOK.word());
            return Detail.named(word).orElseThrow(() -> new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "there is no level of detail '" + word + "'",
                    span).withHint("write \"overview\", \"textbook\" or \"every\"")));
        }

        void finish() {
            left.values().forEach(option -> {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'show' has no option " + option.name(), option.span())
                        .withHint("it has detail, write, and for diff method"));
            });
        }
    }

    void show(Statement.Show show) {
        Options options = new Options(show.options());
        if (show.expression() instanceof Tree.Call call && call.primes() == 0 && call.name().equals(Programs.NAME)) {
            options.finish();
            new Programs(session).show(call);
            return;
        }
        if (show.expression() instanceof Tree.Call call && call.primes() == 0 && call.name().equals(Speeds.NAME)) {
            options.finish();
            new Speeds(session).show(call);
            return;
        }
        Detail detail = options.detail();
        String file = options.text("write", "");
        Tree asked = show.expression() instanceof Tree.Leibniz leibniz ? call(leibniz) : unprimed(show.expression());
        Explaining kind = asked instanceof Tree.Call call && call.primes() == 0 ? kinds.get(call.name()) : null;
        Derivation derivation = kind != null ? kind.of((Tree.Call) asked, options) : calculus(asked).orElseGet(() -> definition(asked));
        if (asked != show.expression() && show.expression() instanceof Tree.Call primed) {
            derivation = PrimeNotation.of(derivation, primed);
        }
        options.finish();
        session.print(new Output(derivation.text(detail).stripTrailing(), derivation.latex(detail), new Output.Derived(derivation, detail)));
        if (!file.isEmpty()) {
            write(derivation, detail, file);
        }
    }

    private Optional<Derivation> calculus(Tree asked) {
        return asked instanceof Tree.Call call ? Language.derivation(session.elaborator(), call) : Optional.empty();
    }

    // d/dx f asks for what diff(f, x) asks for
    private static Tree.Call call(Tree.Leibniz leibniz) {
        List<Tree> operands = new ArrayList<>(List.of(leibniz.operand()));
        leibniz.variables().reversed().forEach(name -> operands.add(new Tree.Name(name, leibniz.span())));
        return new Tree.Call("diff", leibniz.span(), 0, List.of(), operands, List.of(), leibniz.span());
    }

    // f'(x) at a variable asks for what diff(f(x), x) asks for
    private Tree unprimed(Tree asked) {
        if (asked instanceof Tree.Call call && call.primes() > 0 && call.operands().size() == 1 && call.operands().getFirst() instanceof Tree.Name name
                && session.elaborator().read(name).expression() instanceof Symbol symbol && symbol.isVariable()) {
            Tree.Call plain = new Tree.Call(call.name(), call.nameSpan(), 0, List.of(), call.operands(), List.of(), call.span());
            List<Tree> operands = new ArrayList<>(List.of(plain));
            operands.addAll(Collections.nCopies(call.primes(), name));
            return new Tree.Call("diff", call.span(), 0, List.of(), operands, List.of(), call.span());
        }
        return asked;
    }

    // What a name stands for, or what an expression is worth.
    private Derivation definition(Tree tree) {
        Expression value = session.elaborator().read(tree).expression();
        Map<Expression, String> names = new HashMap<>(session.named());
        names.remove(value);
        Tree shown = Presenter.tree(value, names);
        List<Step> steps = tree.equals(shown) || value.equals(Symbol.of(value.toString())) ? List.of()
                : List.of(new Step("", tree, shown, Detail.OVERVIEW, Check.UNNEEDED));
        if (steps.isEmpty()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "there is nothing to show: this stands for itself", tree.span()));
        }
        return new Derivation("Definition", "", List.of(new Section("", Detail.OVERVIEW, steps)), List.of(new Derivation.Result(tree, value)),
                LatexPrinter.tensorNames(List.of(value), session.named()));
    }

    private Derivation simplification(Tree.Call call, Options options) {
        return Simplifications.derivation(session.elaborator().expression(only(call, 1)), session.elaborator().scope().facts(), Budget.current());
    }

    private Derivation chain(Tree.Call call, Options options) {
        Expression function = session.elaborator().scalar(only(call, 2), "the function of a chain rule");
        Symbol by = variables(call.operands().subList(1, 2)).getFirst();
        Tree name = call.operands().getFirst();
        Optional<String> known = name instanceof Tree.Name n ? Optional.of(n.name()) : Optional.empty();
        return ChainRule.derivation(function, known, by, Language.functionsOf(session.elaborator(), function, by));
    }

    private static Tree only(Tree.Call call, int operands) {
        if (call.operands().size() != operands) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + call.name() + "' takes " + Plural.of(operands, "operand")
                    + ", but " + call.operands().size() + (call.operands().size() == 1 ? " was given" : " were given"), call.nameSpan()));
        }
        return call.operands().getFirst();
    }

    private Derivation derivative(Tree.Call call, Options options) {
        if (call.operands().size() < 2) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'diff' takes at least 2 operands", call.nameSpan()));
        }
        List<Symbol> by = variables(call.operands().subList(1, call.operands().size()));
        Expression function = Language.differentiable(session.elaborator(), call.operands().getFirst(), by);
        Span span = options.span("method");
        String method = options.text("method", "rules");
        if (method.equals("rules")) {
            return Language.derivativeSteps(session.elaborator(), call.operands().getFirst(), by);
        }
        if (!method.equals("limit")) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "there is no method '" + method + "'", span)
                    .withHint("write method = \"rules\" or method = \"limit\""));
        }
        if (by.size() > 1) {
            throw Session.unsupported("a derivative of higher order from its definition", call.span());
        }
        return LimitDefinition.derivation(function, by.getFirst());
    }

    // x, 2 stands for x, x
    private List<Symbol> variables(List<Tree> operands) {
        List<Symbol> variables = new ArrayList<>();
        for (Tree operand : operands) {
            Typed read = session.elaborator().read(operand);
            if (read.expression() instanceof Symbol symbol && symbol.isVariable()) {
                variables.add(symbol);
            } else if (!variables.isEmpty() && read.expression() instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.intValue() >= 1
                    && r.intValue() <= HIGHEST_ORDER) {
                for (int i = 1; i < r.intValue(); i++) {
                    variables.add(variables.getLast());
                }
            } else if (!variables.isEmpty() && read.expression() instanceof Constant) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "the order of a derivative whose steps are shown must be a whole number from 1 to "
                        + HIGHEST_ORDER, operand.span()));
            } else {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "a variable is expected here", operand.span())
                        .withHint("differentiate by a name that has no value"));
            }
        }
        return variables;
    }

    private interface Gradient {
        Derivation of(Expression function, List<Symbol> by, Map<Expression, String> names);
    }

    private Derivation gradient(Tree.Call call, Options options) {
        return network(call, Gradients::derivation);
    }

    private Derivation network(Tree.Call call, Gradient kind) {
        if (call.operands().isEmpty() || call.operands().size() > 2) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + call.name() + "' takes 1 or 2 operands", call.nameSpan()));
        }
        Expression function = session.elaborator().scalar(call.operands().getFirst(), "the function of a gradient");
        List<Symbol> by = parameters(function);
        if (call.operands().size() == 2) {
            by = variables(call.operands().get(1) instanceof Tree.Array array ? array.rows().stream().flatMap(List::stream).toList()
                    : List.of(call.operands().get(1)));
        }
        Map<Expression, String> columns = new HashMap<>(session.named()); // which all that is shown there is
        columns.values().removeIf(name -> name.endsWith("'"));
        return kind.of(function, by, columns);
    }

    static List<Symbol> parameters(Expression function) {
        List<Symbol> all = Substitution.variables(function);
        List<Symbol> parameters = all.stream().filter(symbol -> symbol.role() == Symbol.Role.PARAMETER).toList();
        return parameters.isEmpty() ? all : parameters;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(Derivation derivation, Detail detail, String name) {
        DerivationPage page = DerivationPage.of(derivation, detail);
        Files files = session.files();
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        try {
            contents.put(files.writable(name + ".tex"), utf8(page.latex()));
            contents.put(files.writable(name + ".png"), Png.encode(page.image(Style.LIGHT)));
            contents.put(files.writable(name + ".svg"), utf8(page.svg(Style.LIGHT)));
            contents.put(files.writable(name + ".html"), utf8(DerivationPage.of(derivation, Detail.EVERY).html()));
            contents.put(files.writable(name + ".md"), utf8(derivation.markdown(detail)));
            AtomicFiles.writeAll(contents);
        } catch (LatexException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "the derivation cannot be drawn: " + e.problem(), Span.NONE).withHint(e.hint()));
        } catch (IOException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "cannot write the derivation: " + AtomicFiles.reason(e), Span.NONE));
        }
        session.print("derivation written to " + name + ".tex, .png, .svg, .html and .md", "");
    }
}
