package dev.fluxion.codegen;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.WrittenOut;
import dev.fluxion.symbolic.Topology;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Scalar expressions to a program: one visit per distinct node, whatever the depth. */
final class Lowering {
    private final Mode mode;
    private final int depth; // how many folds this is inside of
    private final Topology topology;
    private final Map<String, Integer> inputs = new HashMap<>();
    private final Scalars scalars;
    private final ProgramBuilder code;
    private final int[] values;

    private Lowering(List<Expression> roots, List<Symbol> inputs, Mode mode, int depth) {
        this.depth = depth;
        this.mode = mode;
        inputs.forEach(input -> enter(input));
        topology = Topology.of(roots);
        code = new ProgramBuilder(inputs.size());
        scalars = new Scalars(code, this::value, mode);
        values = new int[topology.size()];
    }

    private void enter(Symbol input) {
        if (!input.isScalar()) {
            throw FluxionException.unsupported("tensors in a kernel of scalars: '" + input.name() + "' has shape " + input.shape());
        }
        if (inputs.putIfAbsent(input.name(), inputs.size()) != null) {
            throw new IllegalArgumentException("input '" + input.name() + "' is given twice");
        }
    }

    /** The program that computes the roots from the inputs. A name that is no input, or a tensor, is a diagnostic. */
    static Program lower(List<Expression> roots, List<Symbol> inputs, Mode mode) {
        return lower(roots, inputs, mode, 0);
    }

    private static Program lower(List<Expression> roots, List<Symbol> inputs, Mode mode, int depth) {
        List<Expression> written = roots.stream().map(WrittenOut::of).toList();
        Program program = Passes.apply(new Lowering(written, inputs, mode, depth).run(written), mode);
        if (mode != Mode.FAST) {
            return program;
        }
        return Stream.concat(Stream.of(program), JoinedExponentials.of(written).stream()
                        .map(form -> Passes.apply(new Lowering(form, inputs, mode, depth).run(form), mode)))
                .min(Comparator.comparingLong(ProgramCost::of)).orElseThrow(); // the first of equals: as it was written
    }

    private Program run(List<Expression> roots) {
        for (int i = 0; i < values.length; i++) {
            if (topology.nodes().get(i).reach() == 0) { // the others are part of what a fold repeats
                values[i] = node(topology.nodes().get(i));
            }
        }
        return code.build(roots.stream().map(this::value).toList());
    }

    private int value(Expression operand) {
        return values[topology.index(operand)];
    }

    private int node(Expression node) {
        if (!node.isScalar()) {
            throw FluxionException.unsupported("tensors in a kernel of scalars");
        }
        return switch (node) {
            case Constant c -> code.number(c.value().doubleValue());
            case Symbol s -> symbol(s);
            case Sum s -> scalars.sum(s);
            case Product p -> scalars.product(p.coefficient(), p.factors());
            case Power p -> scalars.power(p);
            case Apply a -> apply(a);
            case Piecewise p -> scalars.choice(p);
            case Call c -> throw FluxionException.unsupported("the value of '" + c.name() + "', a function that is only named");
            case Reduction r -> throw FluxionException.unsupported("tensors in a kernel of scalars");
            case MatrixFunction m -> throw FluxionException.unsupported("tensors in a kernel of scalars");
            case ArrayOf a -> throw FluxionException.unsupported("tensors in a kernel of scalars");
            case Selection s -> throw FluxionException.unsupported("tensors in a kernel of scalars");
            case Bound b -> throw noKernel(b);
            case Fold f -> fold(f);
            case Indicator i -> throw FluxionException.unsupported("tensors in a kernel of scalars");
        };
    }

    private int apply(Apply apply) {
        List<Integer> arguments = apply.operands().stream().map(this::value).toList();
        // What the table of functions gives for a number may keep digits where the formula of the function loses them.
        return ArithmeticForms.of(apply.operator()).filter(form -> mode != Mode.ACCURATE)
                .map(form -> code.inline(form, arguments.stream().mapToInt(Integer::intValue).toArray()))
                .orElseGet(() -> code.invoke(apply.operator(), arguments));
    }

    private int fold(Fold fold) {
        FoldLowering steps = new FoldLowering(new FoldGroup(fold, depth), topology);
        List<Program> bodies = steps.bodies().stream().map(pass -> lower(pass, steps.inputs(), mode, depth + 1)).toList();
        return code.repeat(new Rounds(steps.counts(), bodies, steps.captured()), steps.operands().stream().map(this::value).toList());
    }

    private int symbol(Symbol symbol) {
        if (symbol.role() == Symbol.Role.CONSTANT) {
            return code.number(Scalars.constant(symbol));
        }
        Integer input = inputs.get(symbol.name());
        if (input == null) {
            throw noInput(symbol);
        }
        return code.input(input);
    }

    static FluxionException noKernel(Bound bound) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "a compiled " + bound.kind().text(), Span.NONE)
                .withHint("write a formula without it, such as its value where it has one; N(…) computes it at numbers"));
    }

    static FluxionException noInput(Symbol symbol) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + symbol.name() + "' is no input of the kernel", Span.NONE)
                .withHint("name it among the variables"));
    }
}
