package dev.fluxion.cli;

import dev.fluxion.symbolic.evaluate.Value;

/** Values for people, in the language's own notation for vectors and matrices. */
final class ValueText {
    private ValueText() {}

    static String of(Value value) {
        return switch (value.rank()) {
            case 0 -> number(value.scalar());
            case 1 -> row(value.entries(), 0, value.entries().length);
            case 2 -> matrix(value);
            default -> "a tensor of sizes " + java.util.Arrays.toString(value.sizes());
        };
    }

    static String number(double x) {
        if (x == Math.rint(x) && Math.abs(x) < 1e15) {
            return x == 0 ? "0" : Long.toString((long) x);
        }
        return Double.isNaN(x) ? "nan" : Double.isInfinite(x) ? x > 0 ? "inf" : "-inf" : Double.toString(x).replace("E", "e");
    }

    private static String row(double[] entries, int from, int count) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ").append(number(entries[from + i]));
        }
        return text.append(']').toString();
    }

    private static String matrix(Value value) {
        int columns = value.sizes()[1];
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < value.sizes()[0]; i++) {
            String row = row(value.entries(), i * columns, columns);
            text.append(i == 0 ? "" : "; ").append(row, 1, row.length() - 1);
        }
        return text.append(']').toString();
    }
}
