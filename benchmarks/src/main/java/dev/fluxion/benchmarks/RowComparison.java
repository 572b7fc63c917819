package dev.fluxion.benchmarks;

import dev.fluxion.Fluxion;
import dev.fluxion.codegen.RowKernel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A million rows of columns on one thread; times are for a row. */
final class RowComparison implements Main.Comparison {
    private static final int ROWS = 1_000_000;

    @Override
    public void run(Report report) throws Exception {
        double[][] columns = columns(5);
        compare(report, "x²·sin y", new Formulas("sine"), columns,
                List.of(lanesByHand(out -> LanesByHand.sine(columns[0], columns[1], out)), loopByHand(out -> sine(columns, out))));
        compare(report, "ten terms", new Formulas("ten"), columns,
                List.of(lanesByHand(out -> LanesByHand.ten(columns, out)), loopByHand(out -> ten(columns, out))));
        double[] first = new double[ROWS];
        double[] second = new double[ROWS];
        compare(report, "Black–Scholes", new Formulas("call"), columns,
                List.of(lanesByHand(out -> LanesByHand.call(columns, out)),
                        byHand("vector code by hand, error function one by one", new double[ROWS], out -> LanesByHand.callOneByOne(columns, first, second, out)),
                        loopByHand(out -> call(columns, out))));
        comparePython(report);
        report.note("Times and ratios are for a row; the functions of the vector code by hand are the vector module's own.");
    }

    // In a process right after: medians of processor time, one thread.
    private static void comparePython(Report report) throws Exception {
        Optional<PythonPeer> python = PythonPeer.with("numpy");
        if (python.isEmpty()) {
            report.note("Python with numpy is not installed here, so that is not measured.");
            return;
        }
        List<Row> own = report.rows();
        for (String[] parts : python.get().run("rows.py", Map.of())) {
            double theirs = Double.parseDouble(parts[2]);
            own.stream().filter(row -> row.job().equals(parts[0])).findFirst().ifPresent(row -> {
                report.add(Row.apart(row.job(), parts[1], row.nanos(), theirs));
            });
        }
    }

    private static double[][] columns(int count) {
        Random random = new Random(1);
        double[][] columns = new double[count][ROWS];
        for (double[] column : columns) {
            for (int i = 0; i < ROWS; i++) {
                column[i] = 0.5 + random.nextDouble();
            }
        }
        return columns;
    }

    private static void compare(Report report, String job, Formulas formula, double[][] all, List<Contender> peers) throws Exception {
        double[][] columns = java.util.Arrays.copyOf(all, formula.variables().length);
        double[][] results = new double[1][ROWS];
        RowKernel kernel = Fluxion.rows(List.of(formula.expression()), formula.variables());
        report.compareRows(job, ROWS, new Contender("Fluxion", times -> {
            for (int i = 0; i < times; i++) {
                kernel.run(columns, results);
            }
            return results[0][ROWS / 2];
        }), peers);
    }

    /** Work on all rows at once. */
    private interface Pass {
        void run(double[] out);
    }

    private static Contender byHand(String name, double[] out, Pass pass) {
        return new Contender(name, times -> {
            for (int i = 0; i < times; i++) {
                pass.run(out);
            }
            return out[ROWS / 2];
        });
    }

    private static Contender lanesByHand(Pass pass) {
        return byHand("vector code by hand", new double[ROWS], pass);
    }

    private static Contender loopByHand(Pass pass) {
        return byHand("loop by hand", new double[ROWS], pass);
    }

    private static void sine(double[][] columns, double[] out) {
        for (int i = 0; i < ROWS; i++) {
            out[i] = ByHand.sine(columns[0][i], columns[1][i]);
        }
    }

    private static void ten(double[][] columns, double[] out) {
        for (int i = 0; i < ROWS; i++) {
            out[i] = ByHand.ten(columns[0][i], columns[1][i], columns[2][i]);
        }
    }

    private static void call(double[][] columns, double[] out) {
        for (int i = 0; i < ROWS; i++) {
            out[i] = ByHand.price(columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i]);
        }
    }
}
