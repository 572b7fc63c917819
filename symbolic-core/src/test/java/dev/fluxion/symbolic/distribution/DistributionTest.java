package dev.fluxion.symbolic.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.CauchyDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LaplaceDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table against itself (density, distribution function, quantile, moments) and against an independent library. */
class DistributionTest {
    private static final Map<String, ContinuousDistribution> CONTINUOUS = new HashMap<>(Map.of(
            "normal(0.5, 1.5)", NormalDistribution.of(0.5, 1.5), "normal(-3, 0.125)", NormalDistribution.of(-3, 0.125),
            "uniform(1, 4)", UniformContinuousDistribution.of(1, 4), "exponential(0.5)", ExponentialDistribution.of(2),
            "gamma_dist(7.5, 1.5)", GammaDistribution.of(7.5, 1 / 1.5), "gamma_dist(0.3, 2)", GammaDistribution.of(0.3, 0.5),
            "beta_dist(2.5, 1.25)", BetaDistribution.of(2.5, 1.25), "beta_dist(0.5, 0.5)", BetaDistribution.of(0.5, 0.5),
            "beta_dist(20, 30)", BetaDistribution.of(20, 30), "student_t(2.5)", TDistribution.of(2.5)));
    private static final Map<String, DiscreteDistribution> DISCRETE = Map.of(
            "binomial(12, 0.3)", BinomialDistribution.of(12, 0.3), "binomial(400, 0.01)", BinomialDistribution.of(400, 0.01),
            "poisson(0.5)", PoissonDistribution.of(0.5), "poisson(20.5)", PoissonDistribution.of(20.5), "poisson(900)", PoissonDistribution.of(900),
            "bernoulli(0.25)", BinomialDistribution.of(1, 0.25));

    static {
        CONTINUOUS.put("student_t(30)", TDistribution.of(30));
        CONTINUOUS.put("student_t(1.5)", TDistribution.of(1.5));
        CONTINUOUS.put("chi_squared(7)", ChiSquaredDistribution.of(7));
        CONTINUOUS.put("chi_squared(1)", ChiSquaredDistribution.of(1));
        CONTINUOUS.put("laplace(-1, 0.5)", LaplaceDistribution.of(-1, 0.5));
        CONTINUOUS.put("cauchy(1, 0.5)", CauchyDistribution.of(1, 0.5));
        CONTINUOUS.put("lognormal(0.25, 0.75)", LogNormalDistribution.of(0.25, 0.75));
        CONTINUOUS.put("weibull(0.75, 2)", WeibullDistribution.of(0.75, 2));
        CONTINUOUS.put("weibull(3, 0.5)", WeibullDistribution.of(3, 0.5));
    }

    static Stream<String> continuous() {
        return CONTINUOUS.keySet().stream().sorted();
    }

    static Stream<String> discrete() {
        return DISCRETE.keySet().stream().sorted();
    }

    static Stream<String> withMoments() {
        return Stream.concat(continuous().filter(text -> !text.startsWith("cauchy") && !text.equals("student_t(1.5)")), discrete());
    }

    private static double value(String text) {
        return Evaluator.scalar(Language.parse(text), Map.of());
    }

    private static DoubleUnaryOperator function(String text) {
        Expression expression = Language.parse(text);
        return x -> Evaluator.scalar(expression, Map.of("x", x));
    }

    private static void close(double actual, double expected, double relative, String what) {
        assertThat(actual).as(what).isCloseTo(expected, offset(relative * Math.max(Math.abs(expected), Double.MIN_NORMAL)));
    }

    private static void near(double actual, double expected, double tolerance, String what) {
        assertThat(actual).as(what).isCloseTo(expected, offset(tolerance * Math.max(Math.abs(expected), 1)));
    }

    @Test
    void everyRowIsTested() {
        List<String> tested = Stream.of(CONTINUOUS.keySet(), DISCRETE.keySet(), java.util.Set.of("categorical(", "mvnormal("))
                .flatMap(java.util.Set::stream).map(text -> text.substring(0, text.indexOf('('))).distinct().toList();
        assertThat(tested).containsExactlyInAnyOrderElementsOf(Distributions.names());
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void densityAndTailsAgreeWithAnotherLibrary(String text) {
        ContinuousDistribution peer = CONTINUOUS.get(text);
        DoubleUnaryOperator density = function("pdf(" + text + ", x)");
        DoubleUnaryOperator logarithm = function("logpdf(" + text + ", x)");
        DoubleUnaryOperator cumulative = function("cdf(" + text + ", x)");
        for (double level : new double[] {1e-12, 1e-5, 0.01, 0.3, 0.5, 0.7, 0.99, 1 - 1e-6}) {
            double x = peer.inverseCumulativeProbability(level);
            close(density.applyAsDouble(x), peer.density(x), 2e-12, "density of " + text + " at " + x);
            assertThat(logarithm.applyAsDouble(x)).as("log density of %s at %s", text, x).isCloseTo(peer.logDensity(x), offset(1e-11 * Math.max(1,
                    Math.abs(peer.logDensity(x)))));
            if (!text.startsWith("cauchy") || level > 1e-3) { // the library subtracts from 1/2
                close(cumulative.applyAsDouble(x), peer.cumulativeProbability(x), 2e-12, "distribution function of " + text + " at " + x);
            }
        }
    }

    @Test
    void farTailsKeepTheirDigits() {
        close(value("cdf(cauchy(0, 1), -1e15)"), 1e-15 / Math.PI, 1e-14, "Cauchy");
        close(value("cdf(normal(0, 1), -38)"), 2.885428360068e-316, 1e-6, "normal, a subnormal number"); // 50 units of its last place
        close(value("cdf(laplace(0, 1), -700)"), Math.exp(-700) / 2, 1e-13, "Laplace");
        close(value("cdf(student_t(3), -1e8)"), 1.1026577908435840990e-24, 1e-13, "Student's t"); // series in 1/x
        close(value("cdf(exponential(1), 1e-300)"), 1e-300, 1e-15, "exponential");
        close(value("cdf(poisson(100), 10)"), 1.1376879516952979e-30, 1e-13, "Poisson");
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void derivativeOfTheDistributionFunctionIsTheDensity(String text) {
        Expression slope = Language.parse("cdf(" + text + ", x)").diff("x");
        DoubleUnaryOperator density = function("pdf(" + text + ", x)");
        for (double level : new double[] {1e-9, 0.003, 0.2, 0.61, 0.93, 0.9999}) {
            double x = value("quantile(" + text + ", " + level + ")");
            close(Evaluator.scalar(slope, Map.of("x", x)), density.applyAsDouble(x), 1e-10, text + " at " + x);
        }
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void quantileInvertsTheDistributionFunction(String text) {
        DoubleUnaryOperator quantile = function("quantile(" + text + ", x)");
        DoubleUnaryOperator cumulative = function("cdf(" + text + ", x)");
        for (double level : new double[] {1e-14, 1e-6, 0.01, 0.25, 0.4999, 0.5, 0.5001, 0.8, 0.999, 0.99999999}) {
            double x = quantile.applyAsDouble(level);
            // one rounding of x moves the level by its density
            double rounding = 2 * value("pdf(" + text + ", " + new java.math.BigDecimal(x) + ")") * Math.ulp(x);
            assertThat(cumulative.applyAsDouble(x)).as("%s at %s", text, x).isCloseTo(level, offset(1e-12 * level + rounding));
        }
        assertThat(quantile.applyAsDouble(-0.1)).isNaN();
        assertThat(quantile.applyAsDouble(0)).isEqualTo(CONTINUOUS.get(text).getSupportLowerBound());
        assertThat(quantile.applyAsDouble(1)).isEqualTo(CONTINUOUS.get(text).getSupportUpperBound());
    }

    @ParameterizedTest
    @MethodSource("discrete")
    void massAndTailsAgreeWithAnotherLibrary(String text) {
        DiscreteDistribution peer = DISCRETE.get(text);
        DoubleUnaryOperator mass = function("pdf(" + text + ", x)");
        DoubleUnaryOperator logarithm = function("logpdf(" + text + ", x)");
        DoubleUnaryOperator cumulative = function("cdf(" + text + ", x)");
        DoubleUnaryOperator quantile = function("quantile(" + text + ", x)");
        for (double level : new double[] {1e-13, 1e-4, 0.2, 0.5, 0.9, 0.999999}) {
            int k = peer.inverseCumulativeProbability(level);
            close(mass.applyAsDouble(k), peer.probability(k), 1e-11, "mass of " + text + " at " + k);
            assertThat(logarithm.applyAsDouble(k)).isCloseTo(peer.logProbability(k), offset(1e-11 * Math.max(1, Math.abs(peer.logProbability(k)))));
            close(cumulative.applyAsDouble(k), peer.cumulativeProbability(k), 1e-12, "distribution function of " + text + " at " + k);
            close(cumulative.applyAsDouble(k + 0.75), peer.cumulativeProbability(k), 1e-12, "distribution function of " + text + " after " + k);
            assertThat(quantile.applyAsDouble(level)).as("quantile of %s at %s", text, level).isEqualTo(k);
            assertThat(mass.applyAsDouble(k + 0.5)).isZero();
        }
        assertThat(mass.applyAsDouble(-1)).isZero();
        assertThat(logarithm.applyAsDouble(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(cumulative.applyAsDouble(-1)).isZero();
    }

    // ∫ g over the levels below and above the middle: u = 1/2/(1+exp(-π sinh t)) and its mirror image
    private static double expectation(String text, DoubleUnaryOperator g) {
        DoubleUnaryOperator quantile = function("quantile(" + text + ", x)");
        double h = 1.0 / 32;
        double total = 0;
        for (int k = -110; k <= 110; k++) {
            double s = Math.PI * Math.sinh(k * h);
            double u = 0.5 / (1 + Math.exp(-s));
            double weight = h * Math.PI * Math.cosh(k * h) * u / (1 + Math.exp(s));
            for (double level : new double[] {u, 1 - u}) {
                double value = weight > 0 && level < 1 ? g.applyAsDouble(quantile.applyAsDouble(level)) : 0;
                total += Double.isInfinite(value) ? 0 : weight * value; // an end reached by rounding
            }
        }
        return total;
    }

    private static double sum(String text, DoubleUnaryOperator g) {
        DoubleUnaryOperator mass = function("pdf(" + text + ", x)");
        double total = 0;
        for (int k = 0; k < 1500; k++) {
            double p = mass.applyAsDouble(k);
            total += p == 0 ? 0 : p * g.applyAsDouble(k);
        }
        return total;
    }

    private static double mean(String text, DoubleUnaryOperator g) {
        return DISCRETE.containsKey(text) ? sum(text, g) : expectation(text, g);
    }

    @ParameterizedTest
    @MethodSource("withMoments")
    void momentsAgreeWithNumericIntegration(String text) {
        double mean = value("expectation(" + text + ")");
        near(mean(text, x -> x), mean, 1e-6, "expectation of " + text);
        if (!text.equals("student_t(2.5)")) { // its tail decays too slowly for levels in double precision
            near(mean(text, x -> (x - mean) * (x - mean)), value("variance(" + text + ")"), 1e-6, "variance of " + text);
        }
        DoubleUnaryOperator log = function("logpdf(" + text + ", x)");
        near(mean(text, x -> -log.applyAsDouble(x)), value("entropy(" + text + ")"), text.equals("beta_dist(0.5, 0.5)") ? 1e-6 : 1e-8, "entropy of " + text);
    }

    // ∫ pdf between far quantiles by Simpson's rule, in log(x - a) from a finite lower end a
    @ParameterizedTest
    @MethodSource("continuous")
    void densityIntegratesToOne(String text) {
        DoubleUnaryOperator density = function("pdf(" + text + ", x)");
        double[] levels = {1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 0.99, 0.999, 1 - 1e-4, 1 - 1e-5, 1 - 1e-6,
            1 - 1e-7};
        double lowest = value("quantile(" + text + ", 0)");
        double total = 0;
        for (int i = 1; i < levels.length; i++) {
            double a = value("quantile(" + text + ", " + levels[i - 1] + ")");
            double b = value("quantile(" + text + ", " + levels[i] + ")");
            boolean finite = Double.isFinite(lowest);
            total += finite ? simpson(t -> density.applyAsDouble(lowest + Math.exp(t)) * Math.exp(t), Math.log(a - lowest), Math.log(b - lowest))
                    : simpson(density, a, b);
        }
        assertThat(total).as(text).isCloseTo(1 - 2e-7, offset(1e-6));
    }

    private static double simpson(DoubleUnaryOperator f, double a, double b) {
        int panels = 200;
        double h = (b - a) / panels;
        double total = 0;
        for (int k = 0; k < panels; k += 2) {
            total += h / 3 * (f.applyAsDouble(a + k * h) + 4 * f.applyAsDouble(a + (k + 1) * h) + f.applyAsDouble(a + (k + 2) * h));
        }
        return total;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "normal(1, 2)|normal(0.5, 3)", "uniform(1, 2)|uniform(0, 4)", "bernoulli(0.25)|bernoulli(0.75)", "binomial(9, 0.25)|binomial(9, 0.5)",
        "poisson(2.5)|poisson(4)", "exponential(2)|exponential(0.5)", "gamma_dist(2, 3)|gamma_dist(3.5, 1.5)", "beta_dist(2.5, 1.5)|beta_dist(3, 4)",
        "chi_squared(3)|chi_squared(5)", "laplace(0, 1)|laplace(1, 2)", "cauchy(0, 1)|cauchy(2, 3)", "lognormal(0, 1)|lognormal(0.5, 0.75)",
        "weibull(2, 1)|weibull(1.5, 2)", "student_t(5)|student_t(9)", "normal(0, 1)|laplace(0.5, 1)", "gamma_dist(2, 1)|exponential(1)",
        "binomial(6, 0.5)|binomial(9, 0.25)", "binomial(6, 0.5)|poisson(3)", "beta_dist(2, 3)|uniform(0, 1)", "weibull(1.5, 1)|lognormal(0, 1)"})
    void divergenceAgreesWithNumericIntegration(String p, String q) {
        DoubleUnaryOperator own = function("logpdf(" + p + ", x)");
        DoubleUnaryOperator other = function("logpdf(" + q + ", x)");
        DoubleUnaryOperator difference = x -> own.applyAsDouble(x) - other.applyAsDouble(x);
        boolean discrete = Distributions.named(p.substring(0, p.indexOf('('))).orElseThrow().isDiscrete();
        boolean kink = (p + q).contains("laplace"); // the rule of the test is slow there
        close(value("kl(" + p + ", " + q + ")"), discrete ? sum(p, difference) : expectation(p, difference), kink ? 1e-3 : 1e-7, p + " from " + q);
        assertThat(value("kl(" + p + ", " + p + ")")).isCloseTo(0, offset(1e-14));
    }

    @Test
    void divergenceIsInfiniteWhereTheOtherCannotOccur() {
        assertThat(value("kl(normal(0, 1), exponential(1))")).isInfinite();
        assertThat(value("kl(uniform(0, 2), uniform(0, 1))")).isInfinite();
        assertThat(value("kl(poisson(3), binomial(5, 0.5))")).isInfinite();
        assertThat(value("kl(categorical([0.5, 0.5]), categorical([1, 0]))")).isInfinite();
    }

    @Test
    void categoriesCountFromOne() {
        String d = "categorical([0.2, 0.3, 0.5])";
        assertThat(Language.parse("pdf(" + d + ", 2)")).hasToString("3/10");
        assertThat(Language.parse("cdf(" + d + ", 2.5)")).hasToString("1/2");
        assertThat(Language.parse("pdf(" + d + ", 4)")).hasToString("0");
        assertThat(Language.parse("quantile(" + d + ", 0.6)")).hasToString("3");
        assertThat(Language.parse("expectation(" + d + ")")).hasToString("23/10");
        assertThat(Language.parse("variance(" + d + ")")).hasToString("61/100");
        assertThat(value("entropy(" + d + ")")).isCloseTo(-(0.2 * Math.log(0.2) + 0.3 * Math.log(0.3) + 0.5 * Math.log(0.5)), offset(1e-15));
        assertThat(value("kl(" + d + ", categorical([0.5, 0.25, 0.25]))"))
                .isCloseTo(0.2 * Math.log(0.4) + 0.3 * Math.log(1.2) + 0.5 * Math.log(2), offset(1e-15));
    }

    // Integrals of the density times a conditional probability, in 30 digits by mpmath
    @ParameterizedTest
    @CsvSource({"1, 1, 0.5, 0.745203586846749731", "-1, 2, -0.7, 0.140219854194039711", "0, 0, 0.96, 0.454832764699133452", "0.3, 0.30001, 0.9999, 0.615761565169452698",
        "-2, 1.5, 0.99, 0.0227501319481792072", "1, -1, -0.999, 0.0043170579961866902", "2, 2, -0.95, 0.954499736103641586", "-3, -4, 0.3, 1.1093150145217033e-6",
        "0.5, -0.25, 0.999999, 0.401293674317076276", "1, 0.5, -0.999999, 0.532807207342556052", "-5, -5, 0.9, 6.72190636743271924e-8", "1, -2, 0, 0.0191407039869666814"})
    void theDistributionFunctionOfTwoNormalsIsAnIntegral(String h, String k, String r, double expected) {
        assertThat(value("cdf(mvnormal([0, 0], [1, " + r + "; " + r + ", 1]), [" + h + ", " + k + "])")).isCloseTo(expected, offset(2e-14));
        String moved = "cdf(mvnormal([3, -1], [4, -6*(" + r + "); -6*(" + r + "), 9]), [3 + 2*(" + h + "), -1 + 3*(" + k + ")])";
        double mirrored = value("cdf(normal(0, 1), " + h + ")") - expected;
        assertThat(value(moved.replace(" + 3*(" + k + ")", " - 3*(" + k + ")"))).isCloseTo(mirrored, offset(2e-14)); // P(X <= h, -Y <= -k)
    }

    @Test
    void vectorsOfNormalsHaveAMatrixOfCovariances() {
        String d = "mvnormal([1, 2], [2, 0.5; 0.5, 1])";
        assertThat(value("logpdf(" + d + ", [0.5, 1])")).isCloseTo(-Math.log(2 * Math.PI) - Math.log(1.75) / 2
                - (0.25 * 1 - 2 * 0.5 * 0.5 * 1 + 1 * 2) / 1.75 / 2, offset(1e-14));
        assertThat(value("kl(" + d + ", mvnormal([1, 2], [2, 0.5; 0.5, 1]))")).isCloseTo(0, offset(1e-14));
        assertThat(value("kl(mvnormal([1], 4*I(1)), mvnormal([0.5], 9*I(1)))")).isCloseTo(value("kl(normal(1, 2), normal(0.5, 3))"), offset(1e-14));
        assertThat(value("entropy(mvnormal([1], 4*I(1)))")).isCloseTo(value("entropy(normal(1, 2))"), offset(1e-14));
    }

    @Test
    void everyReferenceCaseIsMetToTenDigits() {
        dev.fluxion.symbolic.DistributionCases.all().forEach(each -> {
            double actual = value(each.expression());
            close(actual, each.expected(), 1e-10, each.expression());
        });
    }

    @Test
    void likelihoodOfTheNormalIsSolvedByMeanAndVariance() {
        assertThat(Language.parse("diff(logpdf(normal(mu, sigma), x), mu)")).hasToString("(x - mu)/sigma^2");
        Expression byMean = Language.parse("diff(logpdf(normal(m, s), 2) + logpdf(normal(m, s), 3) + logpdf(normal(m, s), 7), m)");
        Expression bySpread = Language.parse("diff(logpdf(normal(m, s), 2) + logpdf(normal(m, s), 3) + logpdf(normal(m, s), 7), s)");
        Map<String, Double> best = Map.of("m", 4.0, "s", Math.sqrt(14.0 / 3));
        assertThat(Evaluator.scalar(byMean, best)).isCloseTo(0, offset(1e-15));
        assertThat(Evaluator.scalar(bySpread, best)).isCloseTo(0, offset(1e-15));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "normal(0, -1)|'normal' needs sigma > 0, but this is normal(0, -1)", "uniform(2, 1)|needs a < b", "bernoulli(1.5)|needs p <= 1",
        "binomial(2.5, 0.5)|a whole number of trials", "categorical([0.5, 0.6])|probabilities that sum to 1",
        "mvnormal([0, 0], [1, 2; 2, 1])|a symmetric, positive definite matrix"})
    void numbersThatAreNoParametersAreRefused(String distribution, String message) {
        assertThatThrownBy(() -> Language.parse("expectation(" + distribution + ")")).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2*normal(0, 1)|a distribution cannot be used as a number", "sin(poisson(1))|a distribution cannot be used as a number",
        "expectation(cauchy(0, 1))|has no expectation", "expectation(student_t(1))|has no expectation", "variance(student_t(0.5))|has no variance",
        "pdf(3, x)|needs a distribution", "quantile(normal(0, 1), 2)|between 0 and 1", "entropy(binomial(n, p))|no closed form",
        "normal(1)|takes 2 operands", "cdf(mvnormal([0, 0], I(2)), [x, 0])|of what is no number",
        "cdf(mvnormal([0, 0, 0], I(3)), [0, 0, 0])|except in two dimensions", "cdf(mvnormal([0], I(1)), [0])|the distribution function of 'mvnormal'"})
    void whatADistributionCannotDoIsSaid(String text, String message) {
        assertThatThrownBy(() -> Language.parse(text)).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }

    @Test
    void theSlopeOfStudentsDistributionIsItsDensityAtZeroToo() {
        close(value("subs(diff(cdf(student_t(3), x), x), x = 0)"), value("pdf(student_t(3), 0)"), 1e-14, "Student's t");
        close(value("subs(diff(cdf(student_t(3), x), x), x = 5)"), value("pdf(student_t(3), 5)"), 1e-13, "Student's t");
    }

    // Table test: far out every density is 0 and every distribution function is 0 or 1, whatever the formula makes of infinities.
    @ParameterizedTest
    @MethodSource("everyFamily")
    void everyDistributionEndsAtInfinity(String distribution) {
        assertThat(value("pdf(" + distribution + ", inf)")).isZero();
        assertThat(value("pdf(" + distribution + ", -inf)")).isZero();
        assertThat(value("logpdf(" + distribution + ", inf)")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(value("logpdf(" + distribution + ", -inf)")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(value("cdf(" + distribution + ", inf)")).isEqualTo(1);
        assertThat(value("cdf(" + distribution + ", -inf)")).isZero();
    }

    static Stream<String> everyFamily() {
        return Stream.concat(Stream.concat(continuous(), discrete()), Stream.of("poisson(3)", "gamma_dist(1, 1)", "gamma_dist(3, 2)", "chi_squared(2)", "chi_squared(5)",
                "weibull(1, 1)", "weibull(5, 3)", "categorical([0.25, 0.75])", "normal(0, 1)", "lognormal(0, 1)", "student_t(5)", "exponential(1)", "poisson(1)"));
    }

    @Test
    void everyFamilyIsTriedAtInfinity() {
        List<String> tried = everyFamily().map(text -> text.substring(0, text.indexOf('('))).distinct().toList();
        assertThat(Distributions.names()).allSatisfy(name -> assertThat(tried.contains(name) || name.equals("mvnormal")).as(name).isTrue());
    }
}
