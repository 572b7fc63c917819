package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Budget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
    @TempDir
    Path folder;

    private final List<String> printed = new ArrayList<>();
    private final Session session = new Session(output -> printed.add(output.text()));

    private List<String> run(String script) {
        session.run(new Source("script", script));
        return printed;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "assume x > 0; x > -1; yes", "assume x > 0; x <= 0; no", "assume 0 < x < 1; x < 1 and x > 0; yes", "assume x >= 0; not x < 0; yes",
        "assume n in N; n >= 0; yes", "n in N; n < 0; no", "; pi > 3; yes", "; sqrt(2) < 1; no", "; 1/3 == 2/6; yes", "assume x > 1; x == 0; no"})
    void factsDecideWhatFollowsFromThem(String fact, String condition, String answer) {
        assertThat(run((fact == null ? "" : fact) + "\nif " + condition + " { print(\"yes\") } else { print(\"no\") }")).containsExactly(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"diff(integrate(sin(t)/t, t, x, x^2), x); 2*sin(x^2)/x - sin(x)/x",
            "diff(integrate(exp(x*t)/t, t, 1, x), x); exp(x^2)/x + (exp(x^2) - exp(x))/x / (where x != 0)",
        "diff(integrate(sin(x)/x, x), x); sin(x)/x", "d/dx integrate(exp(t^2)*log(t), t, 1, x); log(x)*exp(x^2)"})
    void derivativesOfIntegralsNeedNoAntiderivative(String formula, String expected) {
        assertThat(run(formula)).containsExactly(expected.split(" / (?=\\()"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"solve(x^2 == b, x); -sqrt(b), if b >= 0 / sqrt(b), if b >= 0 / (these are all)",
        "solve(exp(x) == b, x); log(b), if b > 0 / (these are all)", "solve(log(x) == b, x); exp(b)", "solve(sqrt(x) == b, x); b^2, if b >= 0 / (these are all)",
        "solve(a*exp(x) == b, x); log(b/a), if b/a > 0 / (these are all where a != 0)",
        "solve(sin(x) == b, x); asin(b), if -1 <= b and b <= 1 / pi - asin(b), if -1 <= b and b <= 1 / (there may be more)",
        "solve(abs(x) == b, x); b, if b >= 0 / -b, if b >= 0 / (these are all)", "solve(x^3 == b, x); cbrt(b)",
        "solve(a*x + b == 0, x); -b/a / (these are all where a != 0)", "assume q > 0 & solve(x^2 == q, x); -sqrt(q) / sqrt(q)", "solve(x^2 == 4, x); -2 / 2",
        "solve([a*x + y == 1, x + y == 1], [x, y]); [0, 1] / (where a != 1)", "assume a > 1 & solve([a*x + y == 1, x + y == 1], [x, y]); [0, 1]",
        "solve([a*x == 0], [x]); 0 / (where a != 0)",
        "assume x > 0 & solve(x^2 + a*x == 0, x); -a, if -a > 0 / (these are all)", "assume x > 1/10 & solve(x^2 == 1/100, x); no real solution",
        "solve(log(x) == 1000, x); exp(1000)", "solve(log(x) == -1000, x); 1/exp(1000)",
        "{sqrt(2)*sqrt(3) == sqrt(6): 1, else: 0}; {sqrt(2)*sqrt(3) == sqrt(6): 1, else: 0} = 1", "equal(log(0), log(0)); not decided",
        "equal(tan(pi/2), tan(3*pi/2)); not decided"})
    void solutionsSayWhereTheyAreReal(String script, String expected) {
        assertThat(String.join(" / ", run(script.replace(" & ", "\n")))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"integrate(z^n, z); z^(n + 1)/(n + 1) / (where n != -1)", "integrate(exp(a*x), x); exp(a*x)/a / (where a != 0)",
        "assume a > 0 & integrate(exp(a*x), x); exp(a*x)/a", "integrate(x^2, x, 0, 3); 9",
        "integrate(exp(-b*t^2), t, 0, 1); sqrt(pi/b)*erf(sqrt(b))/2 / (where b > 0)", "integrate(b^x, x); b^x/log(b) / (where b != 1 and b > 0)",
        "assume b > 0 & integrate(1/(a*x^2 + b*x), x); log(abs(x))/b - log(abs(a*x + b))/b",
        "assume b > a & assume a > 0 & integrate(1/(a*x^2 + b), x); atan(a*x/sqrt(a*b))/sqrt(a*b)",
        "integrate(1/((x - a)*(x - b)), x); (log(abs(a - x)) - log(abs(b - x)))/(a - b) / (where a != b)"})
    void integralsSayUnderWhichConditionsTheyHold(String script, String expected) {
        assertThat(String.join(" / ", run(script.replace(" & ", "\n")))).isEqualTo(expected);
    }

    @Test
    void anIntegralOfQuadratureSaysHowFarItMayBeOff() {
        assertThat(run("integrate(sin(sin(x)), x, 0, 1)")).satisfiesExactly(value -> assertThat(value).startsWith("0.43060610312").endsWith("(numeric)"),
                error -> assertThat(error).matches("\\(error about \\de-1\\d\\)"));
    }

    @Test
    void whatIsLeftOfAnIntegralStaysWhole() {
        assertThat(run("diff(x*integrate(sin(t)/t, t, 1, x), x)")).containsExactly("sin(x) + integrate(sin(t)/t, t, 1, x)");
    }

    @Test
    void aDerivativeAtAPointIsDerivedBeforeThePointIsPutIn() {
        assertThat(run("f(x) = x^3*exp(x)\nshow f'(2)").getFirst()).contains("= d/dx(x^3)*exp(x) + x^3*d/dx(exp(x))   product rule")
                .contains("\nAt x = 2\nf'(2)\n  = (x^3*exp(x) + 3*x^2*exp(x))[x = 2]   value at the point\n  = 20*exp(2) ");
        assertThat(run("g(x) = abs(x)\nshow g'(0)").getLast()).contains("at x = 0: abs'(0) = 0").contains("  = 0 ");
    }

    @Test
    void aPrimedFunctionIsShownAsItsDerivative() {
        assertThat(run("f(x) = x^2*exp(x)\nshow f'(x)").getFirst()).isEqualTo("""
                f'(x)
                  = d/dx(x^2*exp(x))                      definition of f
                  = d/dx(x^2)*exp(x) + x^2*d/dx(exp(x))   product rule
                  = 2*x*exp(x) + x^2*exp(x)               power rule, exponential rule
                  = x^2*exp(x) + 2*x*exp(x)               simplification
                each line checked at 5 points""");
        assertThat(run("show f''(x)").getLast()).contains("\nf''(x)\n  = d/dx(x^2*exp(x) + 2*x*exp(x)) ");
    }

    @Test
    void stepsOfASimplificationCanBeAskedForInTheCall() {
        assertThat(run("simplify(sqrt(x^2 + 2*x + 1), steps)").getFirst()).isEqualTo(run("show simplify(sqrt(x^2 + 2*x + 1))").getLast()).contains("power of even power");
        assertThat(run("2*simplify(sqrt(x^2), steps)").getLast()).isEqualTo("2*abs(x)");
        assertThatThrownBy(() -> run("simplify(x, 3)")).hasMessageContaining("'simplify' takes 1 operand, but 2 were given");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"integrate(x^2, x, foo = 1); 'integrate' has no operand foo", "limit(x, x, 0, side = 1); 'limit' has no operand side",
        "solve(x^2 == 1, x, near = 2); 'solve' has no operand near",
        "param w in R[2] = 1 & fit(sum(w .^ 2), optimizer = sgd(0.5), epochs = 1); the options of an optimizer are named"})
    void operandsThatNobodyAskedForAreRefused(String script, String message) {
        assertThatThrownBy(() -> run(script.replace(" & ", "\n"))).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"if x > 0 { }", "if sqrt(2)*sqrt(3) == sqrt(6) + y { }", "assume x >= 0\nif x > 0 { }"})
    void whatDoesNotFollowIsNotDecided(String script) {
        assertThatThrownBy(() -> run(script)).isInstanceOf(FluxionException.class).hasMessageContaining("cannot be decided");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x = 3\nassume x > 5", "assume x > 0\nassume x < 0", "assume x > 2; assume x < 1", "assume 1 > 2"})
    void contradictionsAreNoFacts(String script) {
        assertThatThrownBy(() -> run(script)).isInstanceOfSatisfying(FluxionException.class,
                e -> assertThat(e.diagnostic().code().text()).isEqualTo("domain"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"if equal(x + x, 2*x) { print(\"yes\") } else { print(\"no\") }; yes",
        "if not equal(x, 2*x) { print(\"yes\") } else { print(\"no\") }; yes", "if(equal(sin(x)^2 + cos(x)^2, 1), 3, 4); 3"})
    void equalityIsACondition(String script, String answer) {
        assertThat(run(script)).containsExactly(answer);
    }

    @Test
    void aLoopMayEndAtTheLargestNumber() {
        assertThat(run("for k in 2147483646..2147483647 { print(k) }")).containsExactly("2147483646", "2147483647");
    }

    @Test
    void anInterruptionIsNotTakenForAValueThatIsNotKnown() {
        assertThatThrownBy(() -> Budget.of(500, 1_000_000_000, 1_000).run(() -> run("sum(j = 1..9000: sum(k = 1..9000: sin(j*k)))"))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("millis");
        assertThat(printed).isEmpty();
    }

    @Test
    void aLossWithoutDataIsSaidToHaveNone() {
        assertThatThrownBy(() -> run("param w in R = 1; fit((w - 1)^2, epochs = 1)")).isInstanceOf(FluxionException.class).hasMessageStartingWith("there is no data");
    }

    @Test
    void aPictureOfTooManyPixelsIsRefused() {
        assertThatThrownBy(() -> new Session(output -> { }, Files.ALL, new PlainDisplay(output -> { }))
                .run(new Source("script", "plot(x, x = 0..1, width = 10000, height = 10000, file = \"" + folder.resolve("p.png") + "\")")))
                .isInstanceOf(FluxionException.class).hasMessage("pixels: a picture of 20,000 by 20,000 has more than 120,000,000");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plot(histogram([1, 2, 3], bins = 2000000000))|'bins' must be a whole number from 1 to 10,000",
        "plot(heat(x*y, cells = 40000), x = 0..1, y = 0..1)|'cells' must be a whole number from 1 to 2,000",
        "plot(field([y, -x], arrows = 50000), x = 0..1, y = 0..1)|'arrows' must be a whole number from 1 to 200",
        "plot(x*h, frames(h = 1..2, count = 1000000000), x = 0..1)|'count' must be a whole number from 1 to 500",
        "plot(x, x = 0..1, width = 1000000)|'width' must be a whole number from 1 to 10,000",
        "table(x, x = 0..1, digits = 2000000000)|'digits' must be a whole number from 1 to 100",
        "X in R[n, 1]; param w in R[1] = 0; Q = [1; 2]; fit(sum((X*w) .^ 2), X = Q, threads = 1000000)|'threads' must be a whole number from 1 to",
        "X in R[n, 1]; param w in R[1, 2] = 0; Q = [1; 2]; L = [1, 2]; accuracy(X*w, L, X = Q, threads = 1000000)|'threads' must be a whole number from 1 to",
        "X in R[n, 1]; param w in R[1] = 0; Q = [1; 2]; fit(sum((X*w) .^ 2), X = Q, threads = 0)|'threads' must be a whole number from 1 to",
        "X in R[n, 1]; param w in R[1] = 0; Q = [1; 2]; fit(sum((X*w) .^ 2), X = Q, seed = 1.5)|'seed' must be a whole number from 1"})
    void noOptionAsksForMoreThanAMachineHas(String script, String message) {
        assertThatThrownBy(() -> run(script)).isInstanceOf(FluxionException.class).hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "L = [1, 0; 0, 1; 1, 0]; accuracy(X*w, L, X = Q)|labels have a row and a column for each score, but these have shape [3, 2], and the scores [2, 2]",
        "L = [1, 0]; accuracy(X*w, L, X = Q)|labels have a row and a column",
        "L = [1; 0]; images(\"a.png\", X*w, L, X = Q)|labels have a row and a column",
        "L = [1, 0]; images(\"a.png\", w, L)|there are no images in these scores",
        "L = [1, 0]; accuracy(X*w, L, X = L)|'X' has shape [n, 1], but its data [2]",
        "L = [1, 0; 0, 1]; accuracy(X*w, L, X = L)|an axis of 'X' has size 1, but its data 2",
        "L = [1; 2]; Z in R[n, 2]; accuracy(X*w + Z, L, X = Q, Z = L)|an axis of 'Z' has size 2, but its data 1",
        "L = [1, 2; 3, 4; 5, 6]; Z in R[n, 2]; accuracy(X*w + Z, L, X = Q, Z = L)|an axis of 'Z' has size n = 2, but its data 3",
        "L = [1, 2; 3, 4]; Y in R[d]; V in R[n, d + 1]; fit(sum(V .^ 2)*sum(w .^ 2), V = L, batch = 1)|no data tell d in the size d + 1 of an axis of 'V'",
        "table(zeros(2, 0))|there are no columns", "table(x, x = 0..inf)|a table needs a range with finite ends",
        "plot(x, frames(h = zeros(0)), x = 0..1)|an animation without values has no frames"})
    void dataAreOfTheShapesThatAreDeclared(String statement, String message) {
        assertThatThrownBy(() -> run("X in R[n, 1]; param w in R[1, 2] = 0; Q = [1; 2]; " + statement)).isInstanceOf(FluxionException.class).hasMessageStartingWith(message);
    }

    @Test
    void theSpeedOfAProductOfMatricesIsMeasured() {
        run("X in R[n, 3]; W in R[3, 2]\nshow speed(sum((X*W) .^ 2), X = [1, 2, 3; 4, 5, 6], W = [1, 2; 3, 4; 5, 6])");
        assertThat(printed.getLast()).contains("formula, interpreted", "program as bytecode");
    }

    @Test
    void independentMistakesAreToldTogetherAndConsequencesNotAtAll() {
        FluxionException mistakes = catchThrowableOfType(FluxionException.class, () -> run("""
                a = sinn(x)
                b = a + 1
                print("not reached")
                c = [1, 2] + [1, 2, 3]
                d = c + b
                a = 2
                k = a + 1
                f = 1/0
                """));
        assertThat(mistakes.diagnostics()).extracting(diagnostic -> diagnostic.code().text()).containsExactly("name", "shape", "domain");
        assertThat(printed).isEmpty();
    }

    @Test
    void mistakesOfFormHideNoOthers() {
        FluxionException mistakes = catchThrowableOfType(FluxionException.class, () -> run("""
                a = 2 +
                b = a + sinn(1)
                c = )
                d = coss(3)
                c = 4
                k = [1, 2] + [1, 2, c]
                print(sinn(5)
                f = 1
                g = f + 1/0
                h = 1/0
                """));
        assertThat(mistakes.diagnostics()).extracting(d -> d.code().text() + " " + d.span().start()).containsExactly("syntax 7", "syntax 28", "name 34",
                "shape 59", "syntax 84", "domain 100", "domain 108");
        assertThat(printed).isEmpty();
        assertThat(session.values()).isEmpty();
    }

    @Test
    void whatIsTriedOutBehindAMistakeGivesNoNames() {
        assertThatThrownBy(() -> run("a = 1\nb = sinn(2)\nc = 3\nparam w in R = 0\nassume x > 0")).isInstanceOf(FluxionException.class);
        assertThat(session.values()).containsOnlyKeys("a");
        assertThat(run("simplify(sqrt(x^2))")).containsExactly("abs(x)");
    }

    @Test
    void answersBehindAMistakeAreNoMistakesThemselves() {
        FluxionException mistakes = catchThrowableOfType(FluxionException.class, () -> run("""
                1/0
                equal(sin(2*x), 2*sin(x)*cos(x))
                solve(x^2 == 2, x)
                equal(sinn(x), x)
                """));
        assertThat(mistakes.diagnostics()).extracting(diagnostic -> diagnostic.code().text()).containsExactly("domain", "name");
    }

    @Test
    void aBodyDoesNotSeeTheParametersOfItsCaller() {
        assertThat(run("f(x) = x + y\ng(y) = f(2)\ng(5)")).containsExactly("y + 2");
    }

    @Test
    void callsThatNeverEndAreRefused() {
        for (String script : List.of("f(x) = f(x)\nf(1)", "f(x) = 1 + sin(f(x + 1)^2)*2\nf(1)", "f(x) = g(x)\ng(x) = -(-(-(f(x)/2)))\nf(1)")) {
            assertThatThrownBy(() -> run(script)).isInstanceOf(FluxionException.class).hasMessageContaining("nested more than 1000 deep");
        }
    }

    @Test
    void aLoopSumsAndBranches() {
        assertThat(run("""
                s = 0
                for k in 1..4 {
                    if k == 2 { s = s + 100 } else if k > 3 { s = s + 1000 } else { s = s + k }
                }
                s
                for k in 3..1 { print("never") }
                """)).containsExactly("1104");
    }

    @Test
    void aPowerNamedTTransposesUnlessTHasAMeaning() {
        List<String> square = List.copyOf(result("A in R[2, 2]\nA^2"));
        assertThat(result("A in R[2, 3]\nA^T")).containsExactly("A'");
        assertThat(result("A in R[2, 2]\nT = 2\nA^T")).isEqualTo(square);
        assertThat(result("A in R[2, 2]\nf(T) = A^T\nf(2)")).isEqualTo(square);
    }

    @Test
    void aFunctionMayBeOnlyNamed() {
        assertThat(result("g = g(x, y)\ndiff(x*g, x)")).containsExactly("x*diff(g(x, y), x) + g");
    }

    private static List<String> result(String script) {
        List<String> lines = new ArrayList<>();
        new Session(output -> lines.add(output.text())).run(new Source("test", script));
        return lines;
    }

    @Test
    void theProgramOfAFormulaIsShownWithTheSizesOfItsBytecode() {
        String shown = run("show program(x^2*sin(y))").getFirst();
        assertThat(shown).startsWith("input 0: x\ninput 1: y\nvalue: 3 operations\n").contains("gradient: 6 operations", "return v4")
                .containsPattern("bytecode: \\d+ bytes of class file\n +\\d+  value\\(double,double\\)double");
    }

    @Test
    void theProgramOfALossOfTensorsHasAPlanAtItsSizes() {
        String script = "X in R[n, 3]\nparam w in R[3] = 0\nloss = sum((X*w) .^ 2)/n\n";
        String small = run(script + "show program(loss, n = 2)").getLast();
        String large = run("show program(loss, n = 20)").getLast();
        assertThat(small).contains("over [2]", "double precision").doesNotContain("[20]");
        assertThat(large).contains("over [20]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "X in R[n]|show program(sum(X)); not known is n", "show program(x, 2); takes 1 operand, but 2 were given", "show program(x^2, n = 3); has no operand n",
        "show program(); needs a formula", "show(program(x^2), write = \"x\"); has no option write", "X in R[3]|show program(X); a formula"})
    void whatHasNoProgramSaysWhy(String script, String message) {
        assertThatThrownBy(() -> run(script.replace('|', '\n'))).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }

    @Test
    void labelsAreThoseThatAreDeclaredSoWhereInputsHaveTheirShape() {
        List<Double> accuracies = new ArrayList<>();
        new Session(output -> { }, Files.NONE, progress -> accuracies.add(progress.accuracy())).run(new Source("script", """
                X in R[m, 2];  Y in R[m, 2] onehot
                param W in R[2, 2] = 0
                P = softmax(X*W)
                A = [1, 0; 0.9, 0.1; 0, 1; 0.2, 0.8]
                labels = [0, 1; 0, 1; 1, 0; 1, 0]
                fit(-sum(Y .* log(P))/m, X = A, Y = labels, predict = P, epochs = 50, batch = 4,
                    optimizer = adam(rate = 0.1), threads = 1)
                """));
        assertThat(accuracies.getLast()).isEqualTo(1);
    }
}
