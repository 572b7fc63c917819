package dev.fluxion;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.Mode;
import dev.fluxion.codegen.RowKernel;
import dev.fluxion.codegen.ScalarKernel;
import dev.fluxion.codegen.VectorFunction;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.AccurateForms;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** From text to expressions, and from expressions to compiled kernels. Everything it gives is immutable and safe for any number of threads. */
public final class Fluxion {
    private Fluxion() {}

    /**
     * The expression of a text of the language, simplified no further than canonical form; calls such as {@code diff(f, x)} are carried out. Names
     * that are no functions are real scalars; for vectors and matrices see {@link Language#parse(dev.fluxion.grammar.Source,
     * dev.fluxion.symbolic.elaborate.Scope)}.
     *
     * @throws dev.fluxion.grammar.FluxionException if the text is not in the language ({@code SYNTAX}), names an unknown function ({@code NAME}),
     * joins shapes that do not fit ({@code SHAPE}), has no value ({@code DOMAIN}, such as {@code 1/0}), asks for what the engine cannot do ({@code
     * UNSUPPORTED}), or the budget is spent ({@code LIMIT})
     */
    public static Expression parse(String text) {
        return Language.parse(Objects.requireNonNull(text, "the text to parse is null"));
    }

    /**
     * The compiled value and gradient of a scalar, in {@link Mode#FAST}.
     *
     * @param variables the inputs of the kernel in order, which are also what the gradient is by; every variable of the formula is among them
     * @throws IllegalArgumentException if a variable is given twice
     * @throws dev.fluxion.grammar.FluxionException if a variable of the formula is not among them, or a text among them names no variable ({@code
     * NAME}); if the formula is no scalar, or it or a partial derivative holds what has no compiled form, such as a function that is only named or an
     * integral that stayed unevaluated ({@code UNSUPPORTED})
     */
    public static ScalarKernel compile(Expression value, String... variables) {
        return compile(value, Mode.FAST, variables);
    }

    /**
     * The same in a mode, which says what may happen to roundings.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, String...)}
     * @throws IllegalArgumentException if a variable is given twice
     */
    public static ScalarKernel compile(Expression value, Mode mode, String... variables) {
        requireFormula(value);
        requireMode(mode);
        List<Symbol> inputs = symbols(List.of(value), variables);
        return Kernels.compile(stable(List.of(value), mode).getFirst(), gradient(value, inputs, mode), inputs, mode);
    }

    /**
     * The partial derivatives of a scalar, one per input in their order, in stable forms except in the strict mode, in the accurate mode in accurate ones. At a kink or jump they have the
     * value that {@code docs/functions.md} gives for the function.
     *
     * @throws dev.fluxion.grammar.FluxionException if something in it has no derivative by an input ({@code UNSUPPORTED})
     */
    public static List<Expression> gradient(Expression value, List<Symbol> inputs, Mode mode) {
        return derivatives(Differentiation.gradient(stable(List.of(value), mode).getFirst(), inputs), mode);
    }

    private static List<Expression> derivatives(List<Expression> derivatives, Mode mode) {
        return stable(mode == Mode.ACCURATE ? derivatives.stream().map(AccurateForms::of).toList() : derivatives, mode);
    }

    /** The formulas that are compiled for these: in stable forms, except in the strict mode. */
    public static List<Expression> stable(List<Expression> formulas, Mode mode) {
        return mode == Mode.STRICT ? formulas : Stabilizer.forValues(formulas);
    }

    /**
     * The compiled values of scalars for many rows, in {@link Mode#FAST}: {@code rows(List.of(f, g), "x", "y").run(columns, results)}.
     *
     * @param values one formula per result; {@link Differentiation#gradient} and others give more
     * @param variables the columns in order
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, String...)}
     * @throws IllegalArgumentException if a variable is given twice
     */
    public static RowKernel rows(List<Expression> values, String... variables) {
        return rows(values, Mode.FAST, variables);
    }

    /**
     * The same in a mode.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, String...)}
     * @throws IllegalArgumentException if a variable is given twice
     */
    public static RowKernel rows(List<Expression> values, Mode mode, String... variables) {
        requireFormulas(values);
        requireMode(mode);
        return Kernels.rows(stable(values, mode), symbols(values, variables), mode);
    }

    /**
     * The compiled Jacobian of {@code m} scalars by {@code n} variables, in {@link Mode#FAST}: {@code m*n} numbers, row-major, {@code out[i*n + j]}
     * being the derivative of formula {@code i} by variable {@code j}. What formulas and derivatives have in common is computed once.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, String...)}
     * @throws IllegalArgumentException if a variable is given twice
     */
    public static VectorFunction jacobian(List<Expression> values, String... variables) {
        return jacobian(values, Mode.FAST, variables);
    }

    /**
     * The same in a mode.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, String...)}
     * @throws IllegalArgumentException if a variable is given twice
     */
    public static VectorFunction jacobian(List<Expression> values, Mode mode, String... variables) {
        requireFormulas(values);
        requireMode(mode);
        List<Symbol> inputs = symbols(values, variables);
        return Kernels.compile(values.stream().flatMap(value -> gradient(value, inputs, mode).stream()).toList(), inputs, mode);
    }

    /**
     * The compiled value, gradient and Hessian of a scalar in one, in {@link Mode#FAST}: {@code out[0]}, then the {@code n} partial derivatives, then
     * the {@code n*n} second ones, row by row. Each pair of mixed ones is one formula, so that the matrix is symmetric to the bit.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, String...)}
     * @throws IllegalArgumentException if a variable is given twice
     */
    public static VectorFunction hessian(Expression value, String... variables) {
        return hessian(value, Mode.FAST, variables);
    }

    /**
     * The same in a mode.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, String...)}
     * @throws IllegalArgumentException if a variable is given twice
     */
    public static VectorFunction hessian(Expression value, Mode mode, String... variables) {
        requireFormula(value);
        requireMode(mode);
        List<Symbol> inputs = symbols(List.of(value), variables);
        Expression stable = stable(List.of(value), mode).getFirst();
        List<Expression> gradient = Differentiation.gradient(stable, inputs);
        List<List<Expression>> second = gradient.stream().map(partial -> Differentiation.gradient(partial, inputs)).toList();
        List<Expression> all = new ArrayList<>(gradient);
        for (int i = 0; i < inputs.size(); i++) {
            for (int j = 0; j < inputs.size(); j++) {
                all.add(second.get(Math.min(i, j)).get(Math.max(i, j)));
            }
        }
        return Kernels.compile(Stream.concat(Stream.of(stable), derivatives(all, mode).stream()).toList(), inputs, mode);
    }

    /**
     * The compiled product of the Hessian of a scalar and a direction, without the Hessian, in {@link Mode#FAST}: the gradient of the derivative along
     * the direction. Its inputs are the {@code n} variables followed by the {@code n} entries of the direction; it stores {@code n} numbers. Source:
     * B. A. Pearlmutter, Fast Exact Multiplication by the Hessian, Neural Computation 6 (1994).
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, String...)}
     * @throws IllegalArgumentException if a variable is given twice
     */
    public static VectorFunction hessianVectorProduct(Expression value, String... variables) {
        return hessianVectorProduct(value, Mode.FAST, variables);
    }

    /**
     * The same in a mode.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, String...)}
     * @throws IllegalArgumentException if a variable is given twice
     */
    public static VectorFunction hessianVectorProduct(Expression value, Mode mode, String... variables) {
        requireFormula(value);
        requireMode(mode);
        List<Symbol> inputs = symbols(List.of(value), variables);
        // With a dot, which no name of a formula has.
        List<Symbol> direction = inputs.stream().map(input -> Symbol.of(input.name() + ".direction")).toList();
        List<Expression> gradient = Differentiation.gradient(stable(List.of(value), mode).getFirst(), inputs);
        Expression along = Sum.of(IntStream.range(0, inputs.size())
                .<Expression>mapToObj(i -> Product.of(List.of(gradient.get(i), direction.get(i)))).toList());
        List<Symbol> all = new ArrayList<>(inputs);
        all.addAll(direction);
        return Kernels.compile(derivatives(Differentiation.gradient(along, inputs), mode), all, mode);
    }

    private static void requireFormula(Expression value) {
        Objects.requireNonNull(value, "the formula to compile is null");
    }

    private static void requireFormulas(List<Expression> values) {
        Objects.requireNonNull(values, "the formulas to compile are null").forEach(Fluxion::requireFormula);
    }

    private static void requireMode(Mode mode) {
        Objects.requireNonNull(mode, "the mode of compilation is null");
    }

    // Those of the formulas, else as a text would have them: theta where it says θ, and pi is no variable.
    private static List<Symbol> symbols(List<Expression> values, String... names) {
        Map<String, Symbol> known = new HashMap<>();
        values.forEach(value -> Substitution.variables(value).forEach(symbol -> known.put(symbol.name(), symbol)));
        return Stream.of(Objects.requireNonNull(names, "the names of variables are null")).map(name -> symbol(known, name)).toList();
    }

    private static Symbol symbol(Map<String, Symbol> known, String name) {
        Symbol symbol = known.get(Objects.requireNonNull(name, "the name of a variable is null"));
        return symbol != null ? symbol : Language.variable(name, Names.lenient());
    }
}
