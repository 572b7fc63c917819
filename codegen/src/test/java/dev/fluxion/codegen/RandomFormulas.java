package dev.fluxion.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Random well-typed tensor formulas as text: every operator, function, broadcast, reduction, view and index notation, of ranks 0 to 3. The sizes
 * are distinct, so that no axis passes for another; {@code 1} stretches.
 */
final class RandomFormulas {
    static final Map<String, Long> SIZES = Map.of("n", 4L, "d", 3L, "m", 2L);
    static final String DECLARATIONS = "s; t; x n; y n; w d; z m; A n,d; B n,d; C d,m; S n,n; D d,d; u n,1; v 1,d; o 1,1; T n,d,m";

    private static final Map<String, List<String>> LEAVES = Map.of("", List.of("s", "t", "2", "1/3"), "n", List.of("x", "y"), "d", List.of("w"),
            "m", List.of("z"), "n,d", List.of("A", "B"), "d,m", List.of("C"), "n,n", List.of("S", "I(n)"), "d,d", List.of("D"),
            "n,d,m", List.of("T"));
    private static final List<String> MAPS = List.of("sin(%s)", "cos(%s)", "tanh(%s)", "sigmoid(%s)", "exp(-%s.^2)", "softplus(%s)", "atan(%s)",
            "log(1 + %s.^2)", "sqrt(2 + sin(%s))", "abs(%s)", "relu(%s)", "silu(%s)", "%s.^2", "%s.^3", "erf(%s)", "gelu(%s)", "1./(2 + %s.^2)");

    private final Random random;
    private int labels;

    RandomFormulas(Random random) {
        this.random = random;
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String size() {
        return pick(List.of("n", "d", "m"));
    }

    /** A scalar, vector, matrix or tensor of rank 3. */
    String shape() {
        return pick(List.of("", "", "n", "d", "n,d", "d,n", "n,n", "n,d,m"));
    }

    /** A formula of a shape, such as {@code "n,d"}. */
    String formula(String shape, int depth) {
        if (depth <= 0) {
            return leaf(shape);
        }
        if (random.nextInt(3) == 0) {
            return "(" + same(shape, depth - 1) + ")";
        }
        return "(" + switch (rank(shape)) {
            case 0 -> scalar(depth - 1);
            case 1 -> vector(shape, depth - 1);
            case 2 -> matrix(shape.split(",")[0], shape.split(",")[1], depth - 1);
            default -> tensor(shape.split(","), depth - 1);
        } + ")";
    }

    private static int rank(String shape) {
        return shape.isEmpty() ? 0 : shape.split(",").length;
    }

    private String leaf(String shape) {
        if (LEAVES.containsKey(shape)) {
            return pick(LEAVES.get(shape));
        }
        String[] axes = shape.split(",");
        return switch (axes.length) {
            case 1 -> "ones(" + axes[0] + ")";
            case 2 -> LEAVES.containsKey(axes[1] + "," + axes[0]) ? pick(LEAVES.get(axes[1] + "," + axes[0])) + "'"
                    : "outer(" + leaf(axes[0]) + ", " + leaf(axes[1]) + ")";
            default -> "tensor(i, j, k: " + leaf(axes[0]) + "[i]*" + leaf(axes[1]) + "[j]*" + leaf(axes[2]) + "[k])";
        };
    }

    // Entry by entry, with what broadcasts.
    private String same(String shape, int depth) {
        String a = formula(shape, depth);
        return switch (random.nextInt(9)) {
            case 0 -> a + " + " + formula(shape, depth);
            case 1 -> a + " - " + broadcast(shape, depth);
            case 2 -> a + ".*" + broadcast(shape, depth);
            case 3 -> a + "./(2 + " + broadcast(shape, depth) + ".^2)";
            case 4 -> "max(" + a + ", " + formula(shape, depth) + ")";
            case 5 -> "if(" + a + " > " + broadcast(shape, depth) + ", " + formula(shape, depth) + ", 2*" + a + ")";
            case 6 -> formula("", depth) + "*" + a;
            case 7 -> "-" + a + "/(1 + " + formula("", depth) + "^2)";
            default -> pick(MAPS).formatted(a);
        };
    }

    private String broadcast(String shape, int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> formula("", depth);
            case 1 -> rank(shape) < 2 ? formula(shape, depth) : formula(shape.substring(shape.indexOf(',') + 1), depth);
            case 2 -> shape.equals("n,d") ? pick(List.of("u", "v", "o", "(u.*v)", "sin(v)")) : formula(shape, depth);
            default -> formula(shape, depth);
        };
    }

    private String scalar(int depth) {
        String n = size();
        String d = size();
        return switch (random.nextInt(14)) {
            case 0 -> "sum(" + formula(shape(), depth) + ")";
            case 1 -> "mean(" + formula(n + "," + d, depth) + ")";
            case 2 -> formula(n, depth) + "'*" + formula(n, depth);
            case 3 -> "tr(" + formula(n + "," + n, depth) + ")";
            case 4 -> "norm2(" + formula(n, depth) + ")^2";
            case 5 -> "logsumexp(" + formula(n, depth) + ")";
            case 6 -> "logdet(3*I(" + n + ") + " + gram(n, depth) + ")";
            case 7 -> "normF(" + formula(n + "," + d, depth) + ")";
            case 8 -> formula(n, depth) + "'*" + formula(n + "," + d, depth) + "*" + formula(d, depth);
            case 9 -> "max(" + formula(n + "," + d, depth) + ")";
            case 10 -> "prod(" + formula("d", depth) + ")";
            case 11 -> formula("n", depth) + "[2]";
            case 12 -> "sum(i, j: " + formula(n + "," + d, depth) + "[i,j]*" + formula(n, depth) + "[i]^2)";
            default -> "sum(i = 1..n-1: (" + formula("n", depth) + "[i+1] - " + formula("n", depth) + "[i])^2)";
        };
    }

    private String gram(String n, int depth) {
        String a = formula(n + "," + size(), depth);
        return a + "*" + a + "'";
    }

    private String vector(String n, int depth) {
        String d = size();
        return switch (random.nextInt(14)) {
            case 0 -> formula(n + "," + d, depth) + "*" + formula(d, depth);
            case 1 -> "softmax(" + formula(n, depth) + ")";
            case 2 -> "sum(" + formula(n + "," + d, depth) + ", 2)";
            case 3 -> "mean(" + formula(d + "," + n, depth) + ", 1)";
            case 4 -> "diag(" + formula(n + "," + n, depth) + ")";
            case 5 -> "cumsum(" + formula(n, depth) + ")";
            case 6 -> "logsumexp(" + formula(n + "," + d, depth) + ", 2)";
            case 7 -> "max(" + formula(n + "," + d, depth) + ", axis = 2)";
            case 8 -> "concat(" + formula(n, depth) + "[2.." + n + "], " + formula(d, depth) + "[1..1])";
            case 9 -> formula(n + "," + d, depth) + "[:, 2]";
            case 10 -> "inv(3*I(" + n + ") + " + gram(n, depth) + ")*" + formula(n, depth);
            case 11 -> "tensor(i = 1.." + n + ": " + formula(n, depth) + "[" + n + " + 1 - i]*i)";
            case 12 -> "tensor(i: sum(j: " + formula(n + "," + d, depth) + "[i,j]^2*" + formula(d, depth) + "[j]))";
            default -> "prod(" + formula(n + "," + d, depth) + ", 2)";
        };
    }

    private String matrix(String n, String d, int depth) {
        String k = size();
        return switch (random.nextInt(14)) {
            case 0 -> formula(n + "," + k, depth) + "*" + formula(k + "," + d, depth);
            case 1 -> formula(d + "," + n, depth) + "'";
            case 2 -> formula(n, depth) + "*" + formula(d, depth) + "'";
            case 3 -> "softmax(" + formula(n + "," + d, depth) + ", " + (1 + random.nextInt(2)) + ")";
            case 4 -> "diag(" + formula(n, depth) + ")*" + formula(n + "," + d, depth);
            case 5 -> formula(n + "," + d, depth) + "*diag(" + formula(d, depth) + ")";
            case 6 -> "cumsum(" + formula(n + "," + d, depth) + ", " + (1 + random.nextInt(2)) + ")";
            case 7 -> "reshape(" + formula(d + "," + n, depth) + ", " + n + ", " + d + ")";
            case 8 -> "inv(2*I(" + n + ") + " + gram(n, depth) + ")*" + formula(n + "," + d, depth);
            case 9 -> "tensor(i, j: if(i >= j, " + formula(n + "," + d, depth) + "[i,j], " + formula(n, depth) + "[i]))";
            case 10 -> "sum(" + formula(n + "," + d + "," + k, depth) + ", 3)";
            case 11 -> "concat(" + formula(n + "," + d, depth) + "[1..1, :], " + formula(n + "," + d, depth) + "[2.." + n + ", :])";
            case 12 -> "reshape(vec(" + formula(n + "," + d, depth) + ") + vec(" + formula(n + "," + d, depth) + ").^2, " + n + ", " + d + ")";
            default -> "log(softmax(" + formula(n + "," + d, depth) + "))";
        };
    }

    private String tensor(String[] axes, int depth) {
        String i = "i" + ++labels;
        String j = "j" + labels;
        String k = "k" + labels;
        String front = "tensor(" + i + ", " + j + ", " + k + ": ";
        return switch (random.nextInt(4)) {
            case 0 -> front + formula(axes[0] + "," + axes[1], depth) + "[" + i + "," + j + "]*" + formula(axes[2], depth) + "[" + k + "])";
            case 1 -> front + "sin(" + formula(axes[0] + "," + axes[1], depth) + "[" + i + "," + j + "])*" + formula(axes[1] + "," + axes[2], depth)
                    + "[" + j + "," + k + "])";
            case 2 -> "softmax(" + formula(axes[0] + "," + axes[1] + "," + axes[2], depth) + ", " + (1 + random.nextInt(3)) + ")";
            default -> "cumsum(" + formula(axes[0] + "," + axes[1] + "," + axes[2], depth) + ", " + (1 + random.nextInt(3)) + ")";
        };
    }

    /** The declared variables that a formula names. */
    static List<String> variables(String formula) {
        List<String> names = java.util.Arrays.stream(DECLARATIONS.split("; ")).map(declaration -> declaration.split(" ")[0]).collect(Collectors.toList());
        List<String> found = new ArrayList<>(java.util.Arrays.asList(formula.split("[^A-Za-z0-9_]+")));
        names.retainAll(found);
        return names;
    }
}
