package dev.fluxion.codegen;

import dev.fluxion.codegen.Monomials.Monomial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The divisors whose reciprocal several quotients use. Those that always come together have one reciprocal. */
final class SharedDivisors {
    private final Program program;
    private final Set<Integer> divisors = new TreeSet<>();
    /** Different numerators by divisors. */
    private final Map<List<Integer>, Set<List<Integer>>> quotients = new LinkedHashMap<>();
    private final Map<Integer, List<Integer>> groups = new HashMap<>();

    SharedDivisors(Program program, Monomials monomials) {
        this.program = program;
        for (int i = 0; i < program.instructions().size(); i++) {
            Monomial monomial = monomials.get(i);
            if (monomials.isNeeded(i) && Monomials.isProduct(program.instructions().get(i)) && monomial.below().stream().noneMatch(this::isNumber)) {
                quotients.computeIfAbsent(monomial.below(), below -> new java.util.HashSet<>()).add(monomial.above());
                divisors.addAll(monomial.below());
            }
        }
        while (divisors.removeIf(divisor -> !isShared(divisor))) {
            quotients.keySet().removeIf(below -> !divisors.containsAll(below));
        }
        group();
    }

    // Whole numbers divide as written.
    private boolean isNumber(int value) {
        return program.instructions().get(value) instanceof Instruction.Number;
    }

    private boolean isShared(int divisor) {
        return quotients.entrySet().stream().filter(entry -> entry.getKey().contains(divisor)).mapToInt(entry -> entry.getValue().size()).sum() > 1;
    }

    private void group() {
        Map<List<Integer>, List<Integer>> alike = new LinkedHashMap<>();
        for (int divisor : divisors) {
            List<Integer> powers = quotients.keySet().stream().map(below -> Collections.frequency(below, divisor)).toList();
            alike.computeIfAbsent(powers, first -> new ArrayList<>()).add(divisor);
        }
        alike.values().forEach(group -> groups.put(group.getFirst(), group));
    }

    /** Whether a quotient by these is a product of reciprocals. */
    boolean contain(List<Integer> below) {
        return divisors.containsAll(below);
    }

    /** The divisors that have one reciprocal, under the first of them; empty for the others. */
    List<Integer> group(int divisor) {
        return groups.getOrDefault(divisor, List.of());
    }
}
