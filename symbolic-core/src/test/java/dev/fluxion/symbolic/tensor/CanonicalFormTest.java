package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.LabelledProduct;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.evaluate.Solves;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What constructors do to tensors, modulo a prime: eliminated deltas, spliced products, powers, counted labels, cancelled terms, functions of functions. */
class CanonicalFormTest {
    private static final List<String> PARTS = List.of("A", "B", "C", "S", "Q", "D", "x", "y", "z", "s", "t", "I(n)", "I(m)", "A + 2*B", "A'", "S*A",
            "x*x'", "1 ./ x", "x.^2", "exp(S)",
            "S.^-1", "diag(x)", "sum(A)", "sum(A, 1)", "s*x", "n/s", "A .* z", "inv(S)", "det(S)", "softmax(A)", "outer(x, ones(m))", "A - x*z'",
            "tr(S)", "diag(S)", "T", "x[1]",
            "S[:, 2]", "zeros(n, m)", "ones(n)", "2", "S^2");
    private static final List<Size> SIZES = List.of(Size.named("n"), Size.named("n"), Size.named("m"), Size.named("n"), Size.named("m"), Size.named("h"));

    // Labels for the axes of an expression, at random among those over their sizes.
    private static int[] wiring(ProductBuilder builder, Expression expression, Random random) {
        return expression.shape().sizes().stream().mapToInt(size -> {
            List<Integer> fitting = new ArrayList<>();
            for (int label = 0; label < SIZES.size(); label++) {
                if (builder.size(label).equals(size)) {
                    fitting.add(label);
                }
            }
            return fitting.get(random.nextInt(fitting.size()));
        }).toArray();
    }

    private static Expression randomProduct(ResidueCase given, List<Expression> known, Random random, List<String> wrong) {
        ProductBuilder builder = new ProductBuilder();
        SIZES.forEach(builder::label);
        builder.coefficient(Rational.of(random.nextInt(5) - 2, 1 + random.nextInt(3)));
        for (int i = random.nextInt(4); i >= 0; i--) {
            Expression factor = known.get(random.nextInt(known.size()));
            builder.factor(factor, wiring(builder, factor, random));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            int[] pair = random.nextBoolean() ? new int[] {random.nextInt(2), 3} : new int[] {2, 4};
            builder.delta(pair[0], pair[1]);
        }
        if (random.nextInt(4) == 0) {
            builder.where(Size.of(random.nextInt(3) - 1), new HashMap<>(Map.of(0, Size.ONE, 3, Size.of(random.nextBoolean() ? -1 : -2))));
        }
        List<Integer> out = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
        java.util.Collections.shuffle(out, random);
        int[] axes = out.subList(0, random.nextInt(4)).stream().mapToInt(Integer::intValue).toArray();
        LabelledProduct before = builder.labelled(axes);
        Expression after = builder.build(axes);
        if (!given.residues().of(before).same(given.residues().of(after))) {
            wrong.add(before + " became " + after);
        }
        return after;
    }

    @Test
    void canonicalProductsHaveTheValueOfWhatWasPutTogether() {
        List<String> wrong = new ArrayList<>();
        for (int seed = 0; seed < 40; seed++) {
            ResidueCase given = new ResidueCase(seed);
            Random random = new Random(seed);
            List<Expression> known = new ArrayList<>(PARTS.stream().map(given::read).toList());
            for (int i = 0; i < 40; i++) {
                Expression product = randomProduct(given, known, random, wrong);
                if (product.shape().rank() < 3) {
                    known.add(product); // which later ones splice
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void likeTermsAreCollectedAndCancel() {
        for (int seed = 0; seed < 20; seed++) {
            ResidueCase given = new ResidueCase(seed);
            Random random = new Random(seed);
            List<Expression> known = PARTS.stream().map(given::read).toList();
            List<Expression> terms = new ArrayList<>();
            while (terms.size() < 6) {
                Expression next = randomProduct(given, known, random, new ArrayList<>());
                if (terms.isEmpty() || next.shape().equals(terms.getFirst().shape())) {
                    terms.add(next);
                    terms.add(Elementwise.product(dev.fluxion.symbolic.Constant.of(random.nextInt(3) - 1), next));
                }
            }
            Expression total = terms.getFirst();
            Residues.Tensor expected = given.residues().of(given.opaque("u0", total));
            for (int i = 1; i < terms.size(); i++) {
                expected = given.residues().of(Elementwise.sum(given.opaque("v" + i, terms.get(i)), given.opaque("u" + i, given.opaque("w" + i, total))));
                total = Elementwise.sum(total, terms.get(i));
                assertThat(given.residues().of(total).same(expected)).as("%s", terms).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            inv(P)          | inv(S)
            inv(P)          | 3*S
            inv(P)          | s*S'
            inv(P)          | diag(x)
            inv(P)          | s*t*I(n)
            inv(P)          | S*R
            inv(P)          | inv(S)'
            inv(P)          | inv(2*S)
            inv(P)          | D
            det(P)          | inv(S)
            det(P)          | s*S
            det(P)          | S'
            det(P)          | S*R
            logdet(P)       | inv(S)
            logdet(P)       | S'
            inv(P)*x        | S
            inv(P)*S        | S
            S*inv(P)        | S
            tr(inv(P)*S)    | S
            S'*inv(P)       | S'
            inv(P)*S        | 2*S
            inv(P)*S*A      | S
            C*S*inv(P)      | S
            inv(P)*Q        | Q
            x'*inv(P)*Q*y   | Q
            sum(inv(P)*S)   | S
            diag(inv(P)*S)  | S
            inv(P) .* S     | S
            inv(P)*S'       | S
            inv(P)*S*inv(P) | S
            det(P)          | diag(x)
            det(P)          | 2*S'
            det(P)          | 3*I(n)
            logdet(P)       | R'
            x'*inv(P)*y     | 2*S
            tr(P)           | S*R*S
            P*P             | S - R
            P .* P          | A + B
            P'              | A*C
            sum(P, 1)       | A - B
            diag(P)         | S*R
            diag(P)         | x .* y
            softmax(P)      | A'
            P^3             | S
            P - P'          | Q
            P*x             | I(n) - x*y'
            """)
    void functionsOfFunctionsHaveTheValueOfTheOuterAtTheInner(String outer, String inner) {
        ResidueCase given = new ResidueCase(outer.hashCode() + inner.hashCode());
        Expression inside = given.read(inner);
        Expression direct = given.read(outer.replace("P", "(" + inner + ")"));
        given.opaque("P", inside);
        assertThat(given.residues().of(direct).same(given.residues().of(given.read(outer)))).as("%s", direct).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inv(S)*x", "x'*inv(S)*y", "inv(S)*A", "C*inv(S)", "inv(S)'*R*inv(S)*x", "tr(inv(S)*R)", "inv(S)*x*x'*inv(S)",
            "diag(inv(S)*R)", "inv(S + R*R')*x .* y",
            "sum(inv(S)*A, 1)", "inv(S)*inv(R)*x", "x .* (inv(S)*y)"})
    void systemsHaveTheValueOfInverses(String text) {
        ResidueCase given = new ResidueCase(text.hashCode());
        Expression before = given.read(text);
        Expression after = Solves.in(List.of(before)).getFirst();
        assertThat(given.residues().of(after).same(given.residues().of(before))).as("%s became %s", before, after).isTrue();
    }
}
