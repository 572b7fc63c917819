package dev.fluxion.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Text that is printed reads back as the same formula. */
class TreeTextTest {
    static Stream<Arguments> texts() {
        return Table.rows("""
                2x => 2*x
                1/2x => 1/2*x
                a-(b-c) => a - (b - c)
                (a*b)/(c*d) => a*b/(c*d)
                sin²(x) => sin(x)^2
                (-2)^2 => (-2)^2
                -x^2 => -x^2
                (x^y)^z => (x^y)^z
                x^-y => x^-y
                0 < x < 1 => 0 < x and x < 1
                not (a and b) => not (a and b)
                A'*B => A'*B
                (A*B)[1, :] => (A*B)[1, :]
                sum(i = 1..n: x[i]) => sum(i = 1..n: x[i])
                {x > 0: x, else: -x} => {x > 0: x, else: -x}
                d/dx x^2 => diff(x^2, x)
                1e40 => 1e40
                1e99999 => 1e99999
                1e-30 => 1e-30
                f(x, rate = 0.1) => f(x, rate = 0.1)
                """);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void printsWithNoMoreBracketsThanNeeded(String text, String printed) {
        assertThat(TreeText.of(Reader.expression(new Source("test", text)))).isEqualTo(printed);
    }

    @Test
    void everyTreeReadsBackAsItself() {
        for (int seed = 0; seed < 3_000; seed++) {
            Tree tree = new Trial(new Random(seed)).expression(4);
            String printed = TreeText.of(tree);
            assertThat(Brackets.expression(printed)).as("seed %d: %s", seed, printed).isEqualTo(Brackets.of(tree));
        }
    }

    /** Random trees of the forms that text prints as they are. */
    private record Trial(Random random) {
        Tree expression(int depth) {
            if (depth == 0) {
                return leaf();
            }
            return switch (random.nextInt(11)) {
                case 0 -> chain(depth, Tree.Infix.PLUS, Tree.Infix.MINUS);
                case 1 -> chain(depth, Tree.Infix.TIMES, Tree.Infix.DIVIDE, Tree.Infix.TIMES_EACH, Tree.Infix.DIVIDE_EACH);
                case 2 -> new Tree.Prefix(random.nextBoolean() ? Tree.PrefixOperator.MINUS : Tree.PrefixOperator.PLUS, expression(depth - 1), Span.NONE);
                case 3, 4 -> new Tree.Power(expression(depth - 1), expression(depth - 1), random.nextBoolean(), Span.NONE);
                case 5 -> new Tree.Postfix(expression(depth - 1), random.nextBoolean() ? Tree.PostfixOperator.TRANSPOSE : Tree.PostfixOperator.FACTORIAL,
                        Span.NONE);
                case 6 -> new Tree.Element(expression(depth - 1), list(depth), Span.NONE);
                case 7 -> new Tree.Call("f", Span.NONE, random.nextInt(3), List.of(), list(depth), List.of(), Span.NONE);
                case 8 -> new Tree.Array(List.of(list(depth)), Span.NONE);
                case 9 -> new Tree.Bars(expression(depth - 1), Span.NONE);
                default -> new Tree.Piecewise(List.of(new Tree.Case(condition(depth), expression(depth - 1))), expression(depth - 1), Span.NONE);
            };
        }

        private Tree condition(int depth) {
            Tree comparison = new Tree.Chain(expression(depth - 1), List.of(new Tree.Link(Tree.Infix.LESS, expression(depth - 1), Span.NONE)), Span.NONE);
            return random.nextBoolean() ? comparison : new Tree.Prefix(Tree.PrefixOperator.NOT, comparison, Span.NONE);
        }

        private Tree chain(int depth, Tree.Infix... operators) {
            return new Tree.Chain(head(depth, operators[0]), IntStream.range(0, 1 + random.nextInt(2)).mapToObj(i ->
                    new Tree.Link(operators[random.nextInt(operators.length)], expression(depth - 1), Span.NONE)).toList(), Span.NONE);
        }

        // A chain that begins with a chain of its level is the same formula as one longer chain.
        private Tree head(int depth, Tree.Infix level) {
            Tree head = expression(depth - 1);
            boolean same = head instanceof Tree.Chain chain && (chain.links().getFirst().operator().ordinal() < 2) == (level == Tree.Infix.PLUS);
            return same ? leaf() : head;
        }

        private List<Tree> list(int depth) {
            return IntStream.range(0, 1 + random.nextInt(2)).mapToObj(i -> expression(depth - 1)).collect(Collectors.toList());
        }

        private Tree leaf() {
            return random.nextBoolean() ? new Tree.Name("xyA".charAt(random.nextInt(3)) + "", Span.NONE)
                    : new Tree.Number(new BigDecimal(List.of("2", "0.5", "13").get(random.nextInt(3))), Span.NONE);
        }
    }
}
