package dev.fluxion.benchmarks;

import dev.fluxion.Fluxion;
import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.ScalarKernel;
import dev.fluxion.codegen.VectorFunction;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Values and gradients of scalars, one point at a time. */
final class ScalarComparison implements Main.Comparison {
    private static final double[][] UNIT = Points.columns(3, 0.1, 2);
    private static final double[][] UNIT_PAIRS = Points.rows(new double[][] {UNIT[0], UNIT[1]});
    private static final double[][] UNIT_ROWS = Points.rows(UNIT);

    /** A function that stores its results. */
    @FunctionalInterface
    private interface Stores {
        void apply(double[] at, double[] out);
    }

    @Override
    public void run(Report report) throws Exception {
        Formulas sine = new Formulas("sine");
        Formulas ten = new Formulas("ten");
        List<Row> values = values(report, sine, ten);
        List<Row> gradients = gradients(report, sine, ten);
        report.note(String.format(Locale.ROOT, "geometric mean beside Java by hand: %.3f; of values %.3f, of the gradients of both formulas %.3f",
                mean(Stream.concat(values.stream(), gradients.stream())), mean(values.stream()),
                mean(gradients.stream().filter(row -> row.job().startsWith("gradient")))));
    }

    private static double mean(Stream<Row> rows) {
        return Math.exp(rows.filter(row -> row.peer().equals("by hand")).mapToDouble(row -> Math.log(row.ratio())).average().orElseThrow());
    }

    private static List<Row> values(Report report, Formulas sine, Formulas ten) throws Exception {
        ScalarKernel first = Fluxion.compile(sine.expression(), sine.variables());
        List<Contender> peers = new ArrayList<>();
        peers.add(new Contender("by hand", times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                sum += ByHand.sine(UNIT[0][i & Points.MASK], UNIT[1][i & Points.MASK]);
            }
            return sum;
        }));
        peers.addAll(TextPeers.of(sine, UNIT));
        List<Row> rows = new ArrayList<>(report.compare("x²·sin y", new Contender("Fluxion", times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                sum += first.value(UNIT[0][i & Points.MASK], UNIT[1][i & Points.MASK]);
            }
            return sum;
        }), peers));
        ScalarKernel second = Fluxion.compile(ten.expression(), ten.variables());
        peers.clear();
        peers.add(new Contender("by hand", times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                sum += ByHand.ten(UNIT[0][i & Points.MASK], UNIT[1][i & Points.MASK], UNIT[2][i & Points.MASK]);
            }
            return sum;
        }));
        peers.addAll(TextPeers.of(ten, UNIT));
        rows.addAll(report.compare("ten terms", new Contender("Fluxion", times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                sum += second.value(UNIT[0][i & Points.MASK], UNIT[1][i & Points.MASK], UNIT[2][i & Points.MASK]);
            }
            return sum;
        }), peers));
        return rows;
    }

    private static List<Row> gradients(Report report, Formulas sine, Formulas ten) throws Exception {
        ScalarKernel first = Fluxion.compile(sine.expression(), sine.variables());
        ScalarKernel second = Fluxion.compile(ten.expression(), ten.variables());
        List<Row> rows = new ArrayList<>();
        rows.addAll(stores(report, "gradient of x²·sin y", first::gradient, ByHand::sineGradient, UNIT_PAIRS, 2,
                List.of(HipparchusPeer.sine(UNIT_PAIRS))));
        rows.addAll(stores(report, "gradient of ten terms", second::gradient, ByHand::tenGradient, UNIT_ROWS, 3,
                List.of(HipparchusPeer.ten(UNIT_ROWS))));
        Formulas call = new Formulas("call");
        VectorFunction greeks = greeks(call);
        double[][] markets = Points.rows(new double[][] {Points.columns(1, 80, 120)[0], Points.columns(1, 90, 110)[0], Points.columns(1, 0.01, 0.05)[0],
            Points.columns(1, 0.1, 0.4)[0], Points.columns(1, 0.2, 2)[0]});
        rows.addAll(stores(report, "Black–Scholes, five Greeks", greeks::apply, ByHand::call, markets, 6, List.of()));
        return rows;
    }

    private static VectorFunction greeks(Formulas call) {
        Expression price = call.expression();
        List<Symbol> symbols = call.symbols();
        Symbol spot = symbols.getFirst();
        Expression delta = Differentiation.derivative(price, spot);
        return Kernels.compile(List.of(price, delta, Differentiation.derivative(delta, spot), Differentiation.derivative(price, symbols.get(3)),
                Differentiation.derivative(price, symbols.get(4)), Differentiation.derivative(price, symbols.get(2))), symbols);
    }

    // Each loop is a lambda of its own, so that the compiler sees one class in it.
    private static List<Row> stores(Report report, String job, Stores product, Stores byHand, double[][] rows, int outputs, List<Contender> more)
            throws Exception {
        double[] mine = new double[outputs];
        double[] theirs = new double[outputs];
        for (double[] row : rows) {
            product.apply(row, mine);
            byHand.apply(row, theirs);
            for (int i = 0; i < outputs; i++) {
                if (!(Math.abs(mine[i] - theirs[i]) <= 1e-11 * (1 + Math.abs(theirs[i])))) {
                    throw new IllegalStateException(job + ", output " + i + ": " + mine[i] + " and " + theirs[i]);
                }
            }
        }
        List<Contender> peers = new ArrayList<>();
        peers.add(loop("by hand", byHand, rows, outputs));
        peers.addAll(more);
        return report.compare(job, loop("Fluxion", product, rows, outputs), peers);
    }

    private static Contender loop(String name, Stores function, double[][] rows, int outputs) throws Exception {
        return new Contender(name, Loops.copyFor(rows, outputs, function::apply));
    }
}
