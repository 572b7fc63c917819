package dev.fluxion.codegen;

import java.util.List;

/** What ties labels of a contraction: {@code Σ coefficient·label + offset = 0}. */
record Equation(List<Integer> labels, List<Long> coefficients, long offset) {
    long coefficient(int label) {
        return coefficients.get(labels.indexOf(label));
    }
}
