package dev.fluxion.codegen;

import java.util.List;
import java.util.Random;

/** Random texts of formulas that fit: every operation is chosen for the shape that is wanted. */
final class RandomTensors {
    /** What the formulas are made of; every size is another number. */
    static final String DECLARED = "A n,n; B n,n; X n,d; Y n,d; U d,n; W d,k; Z n,k; x n; y n; w d; v d; z k; s; t; T n,d,k";

    private static final List<String> SIZES = List.of("n", "d", "k");
    private static final List<String> SMOOTH = List.of("sin", "cos", "tanh", "exp", "sigmoid", "softplus", "erf", "gelu", "silu", "atan", "relu", "abs");

    private final Random random;
    private final long smallest;

    /**
     * @param smallest size that there is: no position is beyond it
     */
    RandomTensors(long seed, long smallest) {
        random = new Random(seed);
        this.smallest = smallest;
    }

    private String any(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private String at(String position) {
        return smallest < Long.parseLong(position) ? "1" : position;
    }

    private String anySize() {
        return SIZES.get(random.nextInt(SIZES.size()));
    }

    /** A scalar, at most this many operations deep. */
    String scalar(int depth) {
        if (depth == 0) {
            return any("s", "t", "2", "x[" + at("2") + "]", "A[1, " + at("3") + "]", "W[" + at("2") + ", 1]", "1/2");
        }
        int rest = depth - 1;
        String a = anySize();
        String b = anySize();
        return switch (random.nextInt(28)) {
            case 0 -> "sum(" + matrix(a, b, rest) + ")";
            case 1 -> "sum(" + vector(a, rest) + ")";
            case 2 -> "(" + vector(a, rest) + ")'*(" + vector(a, rest) + ")";
            case 3 -> "tr(" + matrix(a, a, rest) + ")";
            case 4 -> "(" + vector(a, rest) + ")'*(" + matrix(a, b, rest) + ")*(" + vector(b, rest) + ")";
            case 5 -> "norm2(" + vector(a, rest) + ")";
            case 6 -> "normF(" + matrix(a, b, rest) + ")";
            case 7 -> "mean(" + matrix(a, b, rest) + ")";
            case 8 -> "logsumexp(" + vector(a, rest) + ")";
            case 9 -> any("max", "min") + "(" + vector(a, rest) + ")";
            case 10 -> "prod(" + vector(a, rest) + ")";
            case 11 -> "det(" + matrix("d", "d", rest) + ")";
            case 12 -> "logdet(5*I(" + a + ") + " + bounded(matrix(a, a, rest)) + ")";
            case 13 -> function(scalar(rest));
            case 14 -> "(" + scalar(rest) + any(" + ", " - ") + scalar(rest) + ")";
            case 15 -> "(" + scalar(rest) + ")*(" + scalar(rest) + ")";
            case 16 -> "(" + scalar(rest) + ")/(2 + (" + scalar(rest) + ")^2)";
            case 17 -> "(" + scalar(rest) + ")^" + any("2", "3");
            case 18 -> "sum(i: (" + vector(a, rest) + ")[i]*(" + vector(a, rest) + ")[i])";
            case 19 -> "(" + vector(a, rest) + ")[" + at(any("1", "2")) + "]";
            case 20 -> "sum(i, j: (" + matrix(a, b, rest) + ")[i, j]*(" + vector(b, rest) + ")[j])";
            case 21 -> "max(" + scalar(rest) + ", " + scalar(rest) + ")";
            case 22 -> "if(" + scalar(0) + " > " + scalar(0) + ", " + scalar(rest) + ", " + scalar(rest) + ")";
            case 23 -> "sqrt(1 + (" + scalar(rest) + ")^2)";
            case 25 -> "sum(kron(" + matrix(a, b, rest) + ", " + matrix(b, "k", rest) + ").^2)";
            case 26 -> "sum(conv(T, reshape(" + matrix(a, "d", rest) + ", " + a + ", d, 1)).^2)";
            case 24 -> "norm1(" + vector(a, rest) + ")";
            default -> "mean(" + vector(a, rest) + ")";
        };
    }

    private String function(String operand) {
        return SMOOTH.get(random.nextInt(SMOOTH.size())) + "(" + bounded(operand) + ")";
    }

    // So that nothing overflows at any depth.
    private static String bounded(String operand) {
        return operand.length() > 30 ? "tanh(" + operand + ")" : operand;
    }

    /** A column of this size. */
    String vector(String size, int depth) {
        if (depth == 0) {
            return switch (size) {
                case "n" -> any("x", "y", "X[:, 1]", "ones(n)");
                case "d" -> any("w", "v", "X[" + at("2") + ", :]");
                default -> any("z", "W[1, :]");
            };
        }
        int rest = depth - 1;
        String other = anySize();
        return switch (random.nextInt(24)) {
            case 0 -> "(" + matrix(size, other, rest) + ")*(" + vector(other, rest) + ")";
            case 1 -> "(" + matrix(other, size, rest) + ")'*(" + vector(other, rest) + ")";
            case 2 -> "(" + vector(size, rest) + ") .* (" + vector(size, rest) + ")";
            case 3 -> "(" + vector(size, rest) + any(" + ", " - ") + vector(size, rest) + ")";
            case 4 -> function(vector(size, rest));
            case 5 -> "sum(" + matrix(size, other, rest) + ", 2)";
            case 6 -> "mean(" + matrix(other, size, rest) + ", 1)";
            case 7 -> "diag(" + matrix(size, size, rest) + ")";
            case 8 -> "softmax(" + vector(size, rest) + ")";
            case 9 -> "(" + scalar(rest) + ")*(" + vector(size, rest) + ")";
            case 10 -> "(" + vector(size, rest) + ")/(1 + (" + scalar(rest) + ")^2)";
            case 11 -> "(" + vector(size, rest) + ") ./ (2 + (" + vector(size, rest) + ").^2)";
            case 12 -> "cumsum(" + vector(size, rest) + ")";
            case 13 -> "logsumexp(" + matrix(size, other, rest) + ", 2)";
            case 14 -> any("max", "min") + "(" + matrix(other, size, rest) + ", axis = 1)";
            case 15 -> "(" + vector(size, rest) + ").^" + any("2", "3");
            case 16 -> "(" + matrix(size, other, rest) + ")[:, " + at("2") + "]";
            case 17 -> "solve(5*I(" + size + ") + " + bounded(matrix(size, size, rest)) + ", " + vector(size, rest) + ")";
            case 19 -> "tensor(i = 1.." + size + ": (" + vector(size, rest) + ")[" + size + " + 1 - i])";
            case 20 -> "concat((" + vector(size, rest) + ")[2.." + size + "], (" + vector(size, rest) + ")[1..1])";
            case 21 -> "prod(" + matrix(size, other, rest) + ", 2)";
            case 22 -> "(" + matrix(other, size, rest) + ")[ceil(2*abs(" + vector(other, 0) + ") + 1/10), :]'*(" + vector(other, rest) + ")";
            case 18 -> "tensor(i: (" + vector(size, rest) + ")[i]*sum(j: (" + matrix(size, other, rest) + ")[i, j]))";
            default -> "max(" + vector(size, rest) + ", " + vector(size, rest) + ")";
        };
    }

    private String leaf(String rows, String columns) {
        return switch (rows + columns) {
            case "nn" -> any("A", "B", "A'", "I(n)");
            case "nd" -> any("X", "Y", "U'");
            case "dn" -> any("X'", "U");
            case "dk" -> any("W", "T[1, :, :]");
            case "kd" -> "W'";
            case "nk" -> any("Z", "T[:, " + at("2") + ", :]");
            case "kn" -> "Z'";
            case "dd" -> any("X'*Y", "U*X", "diag(w)", "I(d)");
            default -> any("W'*W", "diag(z)");
        };
    }

    /** A matrix of this shape. */
    String matrix(String rows, String columns, int depth) {
        if (depth == 0) {
            return leaf(rows, columns);
        }
        int rest = depth - 1;
        String inner = anySize();
        return switch (random.nextInt(20)) {
            case 0, 1 -> "(" + matrix(rows, inner, rest) + ")*(" + matrix(inner, columns, rest) + ")";
            case 2 -> "(" + matrix(columns, rows, rest) + ")'";
            case 3 -> "(" + matrix(rows, columns, rest) + any(" + ", " - ") + matrix(rows, columns, rest) + ")";
            case 4 -> "(" + matrix(rows, columns, rest) + ") .* (" + matrix(rows, columns, rest) + ")";
            case 5 -> function(matrix(rows, columns, rest));
            case 6 -> "outer(" + vector(rows, rest) + ", " + vector(columns, rest) + ")";
            case 7 -> "softmax(" + matrix(rows, columns, rest) + any(")", ", 1)");
            case 8 -> "((" + matrix(rows, columns, rest) + ") + (" + vector(columns, rest) + "))";
            case 9 -> "(" + matrix(rows, columns, rest) + ") .* (" + vector(columns, rest) + ")";
            case 10 -> "diag(" + vector(rows, rest) + ")*(" + matrix(rows, columns, rest) + ")";
            case 11 -> "(" + scalar(rest) + ")*(" + matrix(rows, columns, rest) + ")";
            case 12 -> "tensor(i, j: (" + vector(rows, rest) + ")[i]*(" + matrix(rows, columns, rest) + ")[i, j])";
            case 13 -> "cumsum(" + matrix(rows, columns, rest) + any(", 1)", ", 2)");
            case 14 -> rows.equals(columns) ? "inv(5*I(" + rows + ") + " + bounded(matrix(rows, rows, rest)) + ")" : leaf(rows, columns);
            case 17 -> "reshape(" + matrix(columns, rows, rest) + ", " + rows + ", " + columns + ")";
            case 18 -> "concat((" + matrix(rows, columns, rest) + ")[2.." + rows + ", :], (" + matrix(rows, columns, rest) + ")[1..1, :])";
            case 15 -> rows.equals(columns) ? "(" + matrix(rows, rows, rest) + ")^2" : "(" + matrix(rows, columns, rest) + ").^3";
            case 16 -> rows.equals("n") && columns.equals("d") ? "sum(T .* T, 3)" : leaf(rows, columns);
            default -> "tensor(i, j: (" + matrix(columns, rows, rest) + ")[j, i]*(" + vector(columns, rest) + ")[j])";
        };
    }
}
