package dev.fluxion.codegen;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** The formula of one entry of a tensor in entries of arrays. */
final class EntryFormula {
    private final ToIntFunction<Expression> arrays;
    private final Map<SizedStep.Read, Symbol> reads = new LinkedHashMap<>();

    /** @param arrays the array that holds an expression, or −1 where it is computed in place */
    EntryFormula(ToIntFunction<Expression> arrays) {
        this.arrays = arrays;
    }

    /** What is computed of the entries so far. */
    SizedStep.Body body(Expression formula, Mode mode) {
        return new SizedStep.Body(Lowering.lower(List.of(formula), List.copyOf(reads.values()), mode), List.copyOf(reads.keySet()));
    }

    /** The symbol of an entry. */
    Symbol read(SizedStep.Read read) {
        return reads.computeIfAbsent(read, each -> Symbol.temporary("entry" + reads.size()));
    }

    /** The entry of an expression whose axes have these labels or positions. */
    Expression of(Expression node, List<Integer> axes) {
        int array = arrays.applyAsInt(node);
        if (array >= 0) {
            return read(new SizedStep.Read(array, node.shape(), axes));
        }
        return switch (node) {
            case Constant c -> c;
            case Symbol s -> s;
            case Sum s -> Sum.of(s.terms().stream().map(term -> of(term, axes)).toList());
            case Product p -> Product.of(factors(p, axes));
            case Power p -> Power.of(shared(p.base(), axes), shared(p.exponent(), axes));
            case Apply a -> Apply.of(a.operator(), a.operands().stream().map(operand -> shared(operand, axes)).toList());
            case Piecewise p -> p.withOperands(p.operands().stream().map(operand -> shared(operand, axes)).toList());
            case Selection s -> {
                List<Integer> whole = new ArrayList<>(axes);
                whole.add(s.axis(), Math.toIntExact(-s.position()));
                yield of(s.operand(), whole);
            }
            default -> throw new IllegalStateException("an entry of " + node.getClass() + " is computed in an array");
        };
    }

    // A scalar serves every entry.
    private Expression shared(Expression operand, List<Integer> axes) {
        return of(operand, operand.isScalar() ? List.of() : axes);
    }

    private List<Expression> factors(Product product, List<Integer> axes) {
        List<Expression> factors = new ArrayList<>(List.of(Constant.of(product.coefficient())));
        IntStream.range(0, product.factors().size()).forEach(which -> factors.add(factor(product, which, axes)));
        return factors;
    }

    /** A factor of a product whose labels are at these labels; by convention one over a norm may count as 0. */
    Expression factor(Product product, int which, List<Integer> axes) {
        Expression factor = product.factors().get(which);
        List<Integer> own = product.labels(which).stream().map(axes::get).toList();
        Optional<List<Expression>> others = product.besidesNorm(which);
        if (others.isEmpty()) {
            return of(factor, own);
        }
        List<Condition> none = new ArrayList<>(List.of(Condition.compare(Condition.Relation.EQUAL, shared(((Power) factor).base(), own), Constant.ZERO)));
        others.get().forEach(number -> none.add(Condition.compare(Condition.Relation.NOT_EQUAL, of(number, List.of()), Constant.ZERO)));
        return Piecewise.of(List.of(new Piecewise.Case(Condition.all(none), Constant.ZERO)), of(factor, own));
    }
}
