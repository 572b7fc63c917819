package dev.fluxion.codegen;

import dev.fluxion.codegen.CommonPairs.Pair;
import dev.fluxion.codegen.Instruction.Divide;
import dev.fluxion.codegen.Monomials.Monomial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Products and quotients put together anew: a divisor of several quotients is divided by once, in a reciprocal, and factors that several products have
 * in common are multiplied once.
 */
final class SharedFactors {
    private final Program program;
    private final Monomials monomials;
    private final ProgramBuilder code;
    private final int[] moved;
    private final SharedDivisors divisors;
    private final Map<List<Integer>, List<Integer>> products = new HashMap<>();
    private final Map<Integer, Pair> pairs = new HashMap<>();
    private final Map<Integer, Integer> made = new HashMap<>();

    private SharedFactors(Program program) {
        this.program = program;
        monomials = new Monomials(program);
        code = new ProgramBuilder(program.inputs());
        moved = new int[program.instructions().size()];
        divisors = new SharedDivisors(program, monomials);
    }

    static Program apply(Program program) {
        Program shared = new SharedFactors(program).run();
        return ProgramCost.of(shared) < ProgramCost.of(program) ? shared : program;
    }

    // The reciprocal of value v is the factor v + size; pairs come behind.
    private int reciprocal(int value) {
        return value + moved.length;
    }

    private Monomial withReciprocals(Monomial monomial) {
        if (!divisors.contain(monomial.below())) {
            return monomial;
        }
        List<Integer> above = new ArrayList<>(monomial.above());
        monomial.below().stream().filter(divisor -> !divisors.group(divisor).isEmpty()).forEach(divisor -> above.add(reciprocal(divisor)));
        above.sort(Integer::compare);
        return new Monomial(monomial.coefficient(), List.copyOf(above), List.of());
    }

    private Program run() {
        Map<Integer, Monomial> roots = new LinkedHashMap<>();
        for (int i = 0; i < moved.length; i++) {
            if (monomials.isNeeded(i) && Monomials.isProduct(program.instructions().get(i))) {
                roots.put(i, withReciprocals(monomials.get(i)));
            }
        }
        share(roots.values());
        for (int i = 0; i < moved.length; i++) {
            if (roots.containsKey(i)) {
                moved[i] = quotient(roots.get(i));
            } else if (monomials.isNeeded(i)) {
                Instruction instruction = program.instructions().get(i);
                moved[i] = code.copy(instruction.withOperands(instruction.operands().stream().map(operand -> moved[operand]).toList()));
            }
        }
        return code.build(program.outputs().stream().map(output -> moved[output]).toList());
    }

    // Products that differ in the coefficient alone are one row.
    private void share(Iterable<Monomial> roots) {
        Set<List<Integer>> rows = new LinkedHashSet<>();
        for (Monomial root : roots) {
            rows.add(root.above());
            rows.add(root.below());
        }
        int firstPair = 2 * moved.length;
        CommonPairs common = new CommonPairs(rows, firstPair);
        int row = 0;
        for (List<Integer> factors : rows) {
            products.put(factors, common.products().get(row++));
        }
        for (int k = 0; k < common.made().size(); k++) {
            pairs.put(firstPair + k, common.made().get(k));
        }
    }

    private int quotient(Monomial monomial) {
        double coefficient = monomial.coefficient();
        if (monomial.below().isEmpty()) {
            return scaled(monomial.above(), coefficient);
        }
        int divisor = product(monomial.below());
        return coefficient == -1 && !monomial.above().isEmpty()
                ? code.negate(code.quotient(product(monomial.above()), divisor))
                : code.quotient(scaled(monomial.above(), coefficient), divisor);
    }

    private int scaled(List<Integer> factors, double coefficient) {
        if (factors.isEmpty()) {
            return code.number(coefficient);
        }
        int product = product(factors);
        return coefficient == 1 ? product : coefficient == -1 ? code.negate(product) : code.scale(product, code.number(coefficient));
    }

    // What is known first is multiplied first, so that little waits for what comes last.
    private int product(List<Integer> factors) {
        List<Integer> values = new ArrayList<>(products.get(factors).stream().map(this::factor).toList());
        values.sort(Integer::compare);
        int product = -1;
        for (int from = 0, to; from < values.size(); from = to) {
            for (to = from + 1; to < values.size() && values.get(to).equals(values.get(from)); ) {
                to++;
            }
            int power = power(values.get(from), to - from);
            product = product < 0 ? power : code.scale(product, power);
        }
        return product;
    }

    private int power(int base, int exponent) {
        if (exponent == 1) {
            return base;
        }
        int half = power(base, exponent / 2);
        int square = code.scale(half, half);
        return exponent % 2 == 0 ? square : code.scale(square, base);
    }

    // Pairs are nested no deeper than products are long.
    private int factor(int number) {
        if (number < moved.length) {
            return moved[number];
        }
        Integer known = made.get(number);
        if (known == null) {
            known = pairs.containsKey(number) ? pair(pairs.get(number)) : reciprocalOf(divisors.group(number - moved.length));
            made.put(number, known);
        }
        return known;
    }

    private int pair(Pair pair) {
        return code.scale(factor(pair.first()), factor(pair.second()));
    }

    private int reciprocalOf(List<Integer> group) {
        int divisor = moved[group.getFirst()];
        for (int other : group.subList(1, group.size())) {
            divisor = code.scale(divisor, moved[other]);
        }
        return code.quotient(code.number(1), divisor);
    }
}
