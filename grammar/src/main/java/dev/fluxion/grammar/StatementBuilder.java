package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionParser;
import dev.fluxion.grammar.antlr.FluxionParser.BlockContext;
import dev.fluxion.grammar.antlr.FluxionParser.MembershipContext;
import dev.fluxion.grammar.antlr.FluxionParser.StatementContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** From the parser's contexts to statements. */
final class StatementBuilder {
    private static final List<String> SPACES = List.of("R", "Z", "N");

    private final Offsets offsets;
    private final Limits limits;
    private final TreeBuilder trees;

    StatementBuilder(Offsets offsets, Limits limits) {
        this.offsets = offsets;
        this.limits = limits;
        this.trees = new TreeBuilder(offsets, limits);
    }

    List<Statement> script(FluxionParser.ScriptContext context) {
        return context.statement().stream().map(this::statement).toList();
    }

    private List<Statement> block(BlockContext context) {
        return context.statement().stream().map(this::statement).toList();
    }

    private static String text(TerminalNode name) {
        return Characters.name(name.getText());
    }

    private Span span(Token token) {
        return offsets.span(token);
    }

    private static List<String> texts(List<TerminalNode> names) {
        return names.stream().map(StatementBuilder::text).toList();
    }

    // A name with its parameters or labels, which differ from each other.
    private List<String> defined(List<TerminalNode> nodes) {
        List<String> names = texts(nodes);
        for (int i = 2; i < names.size(); i++) {
            TreeBuilder.requireNew(names.subList(1, i + 1), span(nodes.get(i).getSymbol()));
        }
        return names;
    }

    private Statement statement(StatementContext context) {
        Span span = trees.span(context);
        return switch (context) {
            case FluxionParser.ImportStatementContext c -> new Statement.Import(trees.text(c.STRING().getSymbol()).value(), span);
            case FluxionParser.ShowStatementContext c -> show(c, span);
            case FluxionParser.ParameterStatementContext c -> parameter(c, span);
            case FluxionParser.AssumeMemberContext c -> new Statement.AssumeMember(text(c.NAME()), space(c.space()), span);
            case FluxionParser.AssumeConditionContext c -> new Statement.Assume(trees.condition(c.condition()), span);
            case FluxionParser.ForStatementContext c -> new Statement.For(text(c.NAME()), trees.range(c.range()), block(c.block()), span);
            case FluxionParser.IfStatementContext c -> choice(c, span);
            case FluxionParser.DeclarationContext c -> declaration(c, span);
            case FluxionParser.AssignmentContext c -> new Statement.Assign(text(c.NAME()), span(c.NAME().getSymbol()),
                    trees.condition(c.condition()), span);
            case FluxionParser.FunctionDefinitionContext c -> {
                List<String> names = defined(c.NAME());
                yield new Statement.DefineFunction(names.getFirst(), span(c.NAME(0).getSymbol()), names.subList(1, names.size()),
                        trees.condition(c.condition()), span);
            }
            case FluxionParser.EntriesDefinitionContext c -> {
                List<String> names = defined(c.NAME());
                yield new Statement.DefineEntries(names.getFirst(), span(c.NAME(0).getSymbol()), names.subList(1, names.size()),
                        trees.condition(c.condition()), span);
            }
            case FluxionParser.ProseStatementContext c -> new Statement.Prose(trees.text(c.PROSE().getSymbol()).value(), span);
            case FluxionParser.ExpressionStatementContext c -> new Statement.Evaluate(trees.condition(c.condition()), span);
            default -> throw new IllegalStateException("no statement: " + context.getText());
        };
    }

    // show(f, detail = "every") reads as show followed by brackets with operands.
    private Statement show(FluxionParser.ShowStatementContext context, Span span) {
        List<Tree> operands = new ArrayList<>();
        List<Tree.Named> options = new ArrayList<>();
        if (context.condition() != null) {
            operands.add(trees.condition(context.condition()));
        }
        context.argument().forEach(argument -> trees.argument(argument, operands, options));
        if (operands.size() != 1) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "show takes one expression", span)
                    .withHint("write show diff(f, x), or show(f, detail = \"every\")"));
        }
        return new Statement.Show(operands.getFirst(), options, span);
    }

    private String space(FluxionParser.SpaceContext context) {
        String space = context.REALS() != null ? "R" : text(context.NAME());
        if (!SPACES.contains(space)) {
            throw new FluxionException(new Diagnostic(Diagnostic.Code.SYNTAX, "'" + space + "' is no space", trees.span(context), space, SPACES,
                    "R, Z and N are the real, whole and natural numbers"));
        }
        return space;
    }

    private List<Tree> sizes(MembershipContext membership) {
        return membership == null ? List.of() : membership.condition().stream().map(trees::condition).toList();
    }

    private static List<String> properties(MembershipContext membership) {
        return membership == null ? List.of() : texts(membership.NAME());
    }

    private Statement parameter(FluxionParser.ParameterStatementContext context, Span span) {
        MembershipContext membership = context.membership();
        if (membership != null && !space(membership.space()).equals("R")) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "a parameter lives in R", trees.span(membership.space())));
        }
        Tree initial = context.condition() == null ? null : trees.condition(context.condition());
        return new Statement.Parameter(text(context.NAME()), sizes(membership), properties(membership), initial, span);
    }

    private Statement declaration(FluxionParser.DeclarationContext context, Span span) {
        MembershipContext membership = context.membership();
        return new Statement.Declare(texts(context.NAME()), space(membership.space()), sizes(membership), properties(membership), span);
    }

    private Statement choice(FluxionParser.IfStatementContext context, Span span) {
        List<BlockContext> blocks = context.block();
        int conditions = context.condition().size();
        if (conditions > limits.nesting()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "more than " + limits.nesting() + " cases", span));
        }
        List<Statement> otherwise = blocks.size() > conditions ? block(blocks.getLast()) : List.of();
        for (int i = conditions - 1; i > 0; i--) {
            otherwise = List.of(new Statement.If(trees.condition(context.condition(i)), block(blocks.get(i)), otherwise, span));
        }
        return new Statement.If(trees.condition(context.condition(0)), block(blocks.getFirst()), otherwise, span);
    }
}
