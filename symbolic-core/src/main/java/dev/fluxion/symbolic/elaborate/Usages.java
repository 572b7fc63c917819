package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import dev.fluxion.symbolic.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How functions are called, for who gives them too many operands or too few: the resource {@code usages.txt}, and the names of operands in the table. */
public final class Usages {
    private static final Map<String, String> TEXTS = Resource.lines(Usages.class, "usages.txt").stream()
            .collect(Collectors.toUnmodifiableMap(line -> line.substring(0, line.indexOf('(')), Function.identity()));

    private static final int MOST_DEFINED = 3; // operands of a function that the table has and the language defines with more of them

    private Usages() {}

    /** The hint for a call with another number of operands than the function takes; empty for a function that is not known here. */
    public static String hint(Tree.Call call) {
        Optional<String> usage = Optional.ofNullable(TEXTS.get(call.name())).or(() -> row(call.name()).map(Usages::ofRow))
                .or(() -> Optional.of(defined(call.name()).toList()).filter(lists -> !lists.isEmpty()).map(lists -> calls(call.name(), lists)));
        boolean numbers = call.operands().size() > 1 && call.operands().stream().allMatch(Usages::isNumber);
        String ofVector = numbers && usage.filter(text -> !text.contains(",")).isPresent() && Operators.elementwise(call.name()).isEmpty()
                ? ", of a vector " + call.name() + call.operands().stream().map(Repairs::text).collect(Collectors.joining(", ", "([", "])")) : "";
        return usage.map(text -> "write " + text + ofVector).orElse("");
    }

    private static Optional<Operator> row(String name) {
        return Operators.elementwise(name).or(() -> Operators.reduction(name)).or(() -> Operators.matrix(name));
    }

    private static boolean isNumber(Tree tree) {
        return tree instanceof Tree.Number || tree instanceof Tree.Prefix prefix && isNumber(prefix.operand());
    }

    /** The hint for a function with such lists of operands. */
    public static String hint(String name, List<List<String>> operands) {
        return operands.isEmpty() ? "" : "write " + calls(name, operands);
    }

    private static String calls(String name, List<List<String>> operands) {
        return operands.stream().map(each -> name + "(" + String.join(", ", each) + ")").collect(Collectors.joining(" or "));
    }

    private static String ofRow(Operator row) {
        return calls(row.name(), Stream.concat(Stream.of(row.operands()), defined(row.name())).toList());
    }

    private static Stream<List<String>> defined(String name) {
        return IntStream.rangeClosed(1, MOST_DEFINED).mapToObj(number -> Definitions.find(name, number)).flatMap(Optional::stream).map(Scope.Definition::parameters);
    }
}
