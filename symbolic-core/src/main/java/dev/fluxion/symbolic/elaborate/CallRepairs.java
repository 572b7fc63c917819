package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.resource.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Says of a call that is refused for the shapes of its operands which change would make it fit: what the resource {@code repairs.txt} has for the
 * function, an operand transposed or stretched over the columns of another, one declared with another's sizes. Each is tried.
 */
final class CallRepairs {
    private static final long WORK = 20_000; // nodes that one attempt may cost
    private static final int LONGEST = 80; // characters that are suggested
    private static final String BECOMES = " => ";
    private static final List<Change> CHANGES = Budget.apart(() -> Resource.lines(CallRepairs.class, "repairs.txt").stream().map(Change::of).toList());

    // Names of the pattern stand for operands, those in its brackets for the sizes of their axes.
    private record Change(Tree.Call pattern, Tree instead) {
        static Change of(String line) {
            int at = line.indexOf(BECOMES);
            return new Change((Tree.Call) tree(line.substring(0, at)), tree(line.substring(at + BECOMES.length())));
        }

        Optional<Tree> of(Tree.Call call, List<Typed> operands) {
            if (!pattern.name().equals(call.name()) || pattern.operands().size() != operands.size()) {
                return Optional.empty();
            }
            Map<String, Tree> meant = new HashMap<>();
            for (int i = 0; i < operands.size(); i++) {
                if (pattern.operands().get(i) instanceof Tree.Element element) {
                    if (element.subscripts().size() != operands.get(i).rank()) {
                        return Optional.empty();
                    }
                    for (int axis = 0; axis < operands.get(i).rank(); axis++) {
                        meant.put(name(element.subscripts().get(axis)), tree(operands.get(i).shape().size(axis).toString()));
                    }
                    meant.put(name(element.operand()), call.operands().get(i));
                } else {
                    meant.put(name(pattern.operands().get(i)), call.operands().get(i));
                }
            }
            return Optional.of(Trees.rewrite(instead, each -> each instanceof Tree.Name name ? meant.getOrDefault(name.name(), name) : each));
        }

        private static String name(Tree tree) {
            return ((Tree.Name) tree).name();
        }
    }

    private final Tree.Call call;
    private final List<Typed> operands;
    private final Elaborator elaborator;

    CallRepairs(Tree.Call call, List<Typed> operands, Elaborator elaborator) {
        this.call = call;
        this.operands = operands;
        this.elaborator = elaborator.trying();
    }

    private static Tree tree(String text) {
        return Reader.expression(new Source("repairs.txt", text));
    }

    /** The change that fits; where there is none the given hint, and without one what else could be declared; empty where nothing is known. */
    String hint(String otherwise) {
        return attempts().stream().flatMap(attempt -> read(attempt, elaborator).map(value -> Repairs.meant(attempt, value)).stream()).findFirst()
                .orElseGet(() -> otherwise.isEmpty() ? declared().orElse("") : otherwise);
    }

    /** The meaning of what is tried, where it has one. */
    static Optional<Typed> read(Tree attempt, Elaborator reader) {
        if (TreeText.of(attempt).length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Budget.current().attempt(WORK, part -> part.run(() -> reader.read(attempt)));
        } catch (FluxionException e) { // this change does not make it fit
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.LIMIT);
            return Optional.empty();
        }
    }

    private List<Tree> attempts() {
        List<Tree> attempts = new ArrayList<>(CHANGES.stream().flatMap(change -> change.of(call, operands).stream()).toList());
        operands.stream().filter(operand -> operand.rank() == 2).findFirst().map(matrix -> matrix.shape().size(1)).ifPresent(columns -> {
            for (int i : ofRank(1, 1)) {
                if (!operands.get(i).row()) {
                    attempts.add(with(i, Repairs.stretched(call.operands().get(i), columns)));
                }
            }
        });
        for (int i : ofRank(1, 2)) {
            attempts.add(with(i, Repairs.transposed(call.operands().get(i))));
        }
        return attempts;
    }

    private int[] ofRank(int least, int most) {
        return IntStream.range(0, operands.size()).filter(i -> operands.get(i).rank() >= least && operands.get(i).rank() <= most).toArray();
    }

    private Tree.Call with(int position, Tree operand) {
        List<Tree> changed = new ArrayList<>(call.operands());
        changed.set(position, operand);
        return new Tree.Call(call.name(), call.nameSpan(), call.primes(), call.binders(), changed, call.named(), call.span());
    }

    // The last of the operands that was declared, with sizes of others, or of its own where there are none.
    private Optional<String> declared() {
        for (int i = operands.size() - 1; i >= 0; i--) {
            if (call.operands().get(i) instanceof Tree.Name name && operands.get(i).expression() instanceof Symbol symbol && symbol.isVariable()
                    && symbol.name().equals(name.name()) && symbol.shape().rank() > 0) {
                for (Shape shape : shapes(i)) {
                    Typed other = Typed.of(Symbol.of(symbol.name(), shape, symbol.role(), Set.of()));
                    Optional<Typed> value = read(call, elaborator.in(elaborator.scope().with(Map.of(name.name(), other))));
                    if (value.isPresent()) {
                        String sizes = shape.toString();
                        return Optional.of("did you mean " + name.name() + " in R" + sizes + "? Then it " + Repairs.kind(value.get()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    // As many axes as it has are likelier than another number.
    private List<Shape> shapes(int position) {
        Set<Shape> shapes = new LinkedHashSet<>();
        IntStream.range(0, operands.size()).filter(j -> j != position || operands.size() == 1).mapToObj(operands::get).map(Typed::shape).forEach(shape -> {
            shapes.add(shape);
            shape.sizes().forEach(size -> {
                shapes.add(Shape.of(size));
                shapes.add(Shape.of(size, size));
            });
        });
        int rank = operands.get(position).rank();
        return shapes.stream().filter(shape -> !shape.isScalar()).sorted(Comparator.comparing((Shape shape) -> shape.rank() != rank)).toList();
    }
}
