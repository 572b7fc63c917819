package dev.fluxion.grammar;

import java.util.List;

/** A statement of a script. */
public sealed interface Statement {
    /** Where it stands in the source. */
    Span span();

    /** An expression whose value is printed, or a command such as {@code fit(…)}, {@code plot(…)}, {@code save(…)}: a call. */
    record Evaluate(Tree expression, Span span) implements Statement {}

    /** {@code show e}, or {@code show(e, detail = "…")}. */
    record Show(Tree expression, List<Tree.Named> options, Span span) implements Statement {}

    /** {@code name = value}. */
    record Assign(String name, Span nameSpan, Tree value, Span span) implements Statement {}

    /** {@code f(x, y) = body}. */
    record DefineFunction(String name, Span nameSpan, List<String> parameters, Tree body, Span span) implements Statement {}

    /** {@code C[i, j] = entry}. */
    record DefineEntries(String name, Span nameSpan, List<String> labels, Tree entry, Span span) implements Statement {}

    /** {@code X, Y in R[n, d] symmetric}: sizes are expressions; {@code space} is {@code R}, {@code Z} or {@code N}. */
    record Declare(List<String> names, String space, List<Tree> sizes, List<String> properties, Span span) implements Statement {}

    /** {@code param W in R[d, 10] = he()}; {@code initial} may be {@code null}. */
    record Parameter(String name, List<Tree> sizes, List<String> properties, Tree initial, Span span) implements Statement {}

    /** {@code assume x > 0} or {@code assume n in Z}: a condition, or a membership. */
    record Assume(Tree condition, Span span) implements Statement {}

    /** {@code assume n in Z}. */
    record AssumeMember(String name, String space, Span span) implements Statement {}

    /** {@code import "losses.flx"}. */
    record Import(String path, Span span) implements Statement {}

    /** {@code for k in 1..10 { … }}. */
    record For(String label, Tree range, List<Statement> body, Span span) implements Statement {}

    /** {@code if c { … } else { … }}. */
    record If(Tree condition, List<Statement> then, List<Statement> otherwise, Span span) implements Statement {}

    /** {@code """prose with $formulas$"""} on its own. */
    record Prose(String text, Span span) implements Statement {}
}
