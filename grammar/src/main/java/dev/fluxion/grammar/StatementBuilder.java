package dev.fluxion.grammar;

import dev.fluxion.grammar.antlr.FluxionParser;
import dev.fluxion.grammar.antlr.FluxionParser.BlockContext;
import dev.fluxion.grammar.antlr.FluxionParser.MembershipContext;
import dev.fluxion.grammar.antlr.FluxionParser.StatementContext;
import dev.fluxion.grammar.antlr.TreeSink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** From the parser's contexts to statements and trees, as they are read. */
final class StatementBuilder implements TreeSink {
    private static final List<String> SPACES = List.of("R", "Z", "N");

    private final Offsets offsets;
    private final Limits limits;
    private final TreeBuilder trees;

    StatementBuilder(Offsets offsets, Limits limits) {
        this.offsets = offsets;
        this.limits = limits;
        this.trees = new TreeBuilder(offsets, limits);
    }

    @Override
    public void primary(FluxionParser.PrimaryContext context, Token stop) {
        context.tree = trees.primary(context);
        context.children = null;
    }

    @Override
    public void expression(FluxionParser.ExpressionContext context, Token stop) {
        context.tree = trees.expression(context);
        context.children = null;
    }

    @Override
    public void statement(StatementContext context, Token stop) {
        context.value = statement(context, offsets.span(context.getStart(), stop));
        context.children = null;
    }

    static List<Statement> statements(List<StatementContext> contexts) {
        return contexts.stream().map(context -> context.value).toList();
    }

    private static List<Statement> block(BlockContext context) {
        return statements(context.statement());
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

    // Parameters or labels, which differ from each other.
    private List<String> distinct(List<TerminalNode> nodes) {
        List<String> names = texts(nodes);
        Set<String> parameters = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            TreeBuilder.requireNew(parameters.add(names.get(i)), names.get(i), span(nodes.get(i).getSymbol()));
        }
        return names;
    }

    private Statement statement(StatementContext context, Span span) {
        return switch (context) {
            case FluxionParser.ImportStatementContext c -> new Statement.Import(trees.text(c.STRING().getSymbol()).value(), span);
            case FluxionParser.ShowStatementContext c -> show(c, span);
            case FluxionParser.ParameterStatementContext c -> parameter(c, span);
            case FluxionParser.AssumeMemberContext c -> new Statement.AssumeMember(text(c.NAME()), space(c.space()), span);
            case FluxionParser.AssumeConditionContext c -> new Statement.Assume(c.expression().tree, span);
            case FluxionParser.ForStatementContext c -> new Statement.For(text(c.NAME()), trees.range(c.range()), block(c.block()), span);
            case FluxionParser.IfStatementContext c -> choice(c, span);
            case FluxionParser.DeclarationContext c -> declaration(c, span);
            case FluxionParser.AssignmentContext c -> new Statement.Assign(text(c.NAME()), span(c.NAME().getSymbol()),
                    c.expression().tree, span);
            case FluxionParser.FunctionDefinitionContext c -> new Statement.DefineFunction(text(c.CALLED()), span(c.CALLED().getSymbol()),
                    distinct(c.NAME()), c.expression().tree, span);
            case FluxionParser.EntriesDefinitionContext c -> {
                List<TerminalNode> names = c.NAME();
                yield new Statement.DefineEntries(text(names.getFirst()), span(names.getFirst().getSymbol()), distinct(names.subList(1, names.size())),
                        c.expression().tree, span);
            }
            case FluxionParser.ProseStatementContext c -> new Statement.Prose(trees.text(c.PROSE().getSymbol()).value(), span);
            case FluxionParser.ExpressionStatementContext c -> new Statement.Evaluate(c.expression().tree, span);
            default -> throw new IllegalStateException("no statement: " + context.getText());
        };
    }

    // show(f, detail = "every") reads as show followed by brackets with operands.
    private Statement show(FluxionParser.ShowStatementContext context, Span span) {
        List<Tree> operands = new ArrayList<>();
        List<Tree.Named> options = new ArrayList<>();
        if (context.expression() != null) {
            operands.add(context.expression().tree);
        }
        Set<String> names = new HashSet<>();
        context.argument().forEach(argument -> trees.argument(argument, operands, options, names));
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
        return membership == null ? List.of() : membership.expression().stream().map(size -> size.tree).toList();
    }

    private static List<String> properties(MembershipContext membership) {
        return membership == null ? List.of() : texts(membership.NAME());
    }

    private Statement parameter(FluxionParser.ParameterStatementContext context, Span span) {
        MembershipContext membership = context.membership();
        if (membership != null && !space(membership.space()).equals("R")) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "a parameter lives in R", trees.span(membership.space())));
        }
        Tree initial = context.expression() == null ? null : context.expression().tree;
        return new Statement.Parameter(text(context.NAME()), sizes(membership), properties(membership), initial, span);
    }

    private Statement declaration(FluxionParser.DeclarationContext context, Span span) {
        MembershipContext membership = context.membership();
        return new Statement.Declare(texts(context.NAME()), space(membership.space()), sizes(membership), properties(membership), span);
    }

    private Statement choice(FluxionParser.IfStatementContext context, Span span) {
        List<BlockContext> blocks = context.block();
        int conditions = context.expression().size();
        if (conditions > limits.nesting()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "more than " + limits.nesting() + " cases", span));
        }
        List<Statement> otherwise = blocks.size() > conditions ? block(blocks.getLast()) : List.of();
        for (int i = conditions - 1; i > 0; i--) {
            otherwise = List.of(new Statement.If(context.expression(i).tree, block(blocks.get(i)), otherwise, span));
        }
        return new Statement.If(context.expression(0).tree, block(blocks.getFirst()), otherwise, span);
    }
}
