package dev.fluxion.symbolic.operator;

import static dev.fluxion.symbolic.operator.Operator.elementwise;

import dev.fluxion.symbolic.precise.Functions;
import java.util.List;

/** Rows of the elementary functions: exponentials, logarithms, trigonometry, hyperbolic functions and their inverses. Source: DLMF chapter 4. */
public final class Elementary {
    /** The exponential; powers of e are applications of it. */
    public static final Operator EXPONENTIAL = elementwise("exp", "x").derivative("y").at("0", "1").inverse("log").range("y > 0")
            .latex("e^{#1}").rule("exponential rule").lane("EXP").bounds(Functions::exp).java(Math.class, "exp").of(Math::exp);

    /** The natural logarithm. */
    public static final Operator LOGARITHM = elementwise("log", "x").derivative("1/x").at("1", "0").at("e", "1").inverse("exp").domain("x > 0")
            .latex("\\ln").rule("logarithm rule").lane("LOG").bounds(Functions::log).java(Math.class, "log").of(Math::log);

    /** The sine. */
    public static final Operator SINE = elementwise("sin", "x").derivative("cos(x)").odd().at("0", "0").at("pi", "0").at("pi/2", "1").at("pi/6", "1/2")
            .at("pi/4", "2^(1/2)/2").at("pi/3", "3^(1/2)/2").inverse("asin").range("-1 <= y and y <= 1").latex("\\sin")
            .rule("derivative of sine").lane("SIN").asymptotic(Asymptotic.WAVE).bounds(Functions::sin).java(Math.class, "sin").of(Math::sin);

    /** The cosine. */
    public static final Operator COSINE = elementwise("cos", "x").derivative("-sin(x)").even().at("0", "1").at("pi", "-1").at("pi/2", "0").at("pi/3", "1/2")
            .at("pi/4", "2^(1/2)/2").at("pi/6", "3^(1/2)/2").inverse("acos").range("-1 <= y and y <= 1").latex("\\cos")
            .rule("derivative of cosine").lane("COS").asymptotic(Asymptotic.WAVE).bounds(Functions::cos).java(Math.class, "cos").of(Math::cos);

    /** The inverse of the sine. */
    public static final Operator ARCSINE = elementwise("asin", "x").derivative("1/(1 - x^2)^(1/2)").odd().at("0", "0").at("1", "pi/2").at("1/2", "pi/6")
            .at("2^(1/2)/2", "pi/4").at("3^(1/2)/2", "pi/3").inverse("sin")
            .domain("-1 <= x and x <= 1").range("-pi/2 <= y and y <= pi/2").latex("\\arcsin")
            .lane("ASIN").asymptotic(Asymptotic.REGULAR).bounds(Functions::asin).java(Math.class, "asin").of(Math::asin);

    /** The inverse of the tangent. */
    public static final Operator ARCTANGENT = elementwise("atan", "x").derivative("1/(1 + x^2)").odd().at("0", "0").at("1", "pi/4").at("3^(1/2)", "pi/3")
            .at("3^(1/2)/3", "pi/6").inverse("tan").range("-pi/2 < y and y < pi/2").latex("\\arctan")
            .lane("ATAN").asymptotic(Asymptotic.ARC_TANGENT).bounds(Functions::atan).java(Math.class, "atan").of(Math::atan);

    /** The hyperbolic sine. */
    public static final Operator HYPERBOLIC_SINE = elementwise("sinh", "x").derivative("cosh(x)").odd().at("0", "0").inverse("asinh").latex("\\sinh")
            .lane("SINH").asymptotic(Asymptotic.ENTIRE).bounds(Enclosing::hyperbolicSine).java(Math.class, "sinh").of(Math::sinh);

    /** Hyperbolic tangent. */
    public static final Operator HYPERBOLIC_TANGENT = elementwise("tanh", "x").derivative("1 - y^2").accurate("1/cosh(x)^2").odd().at("0", "0").inverse("atanh")
            .range("-1 < y and y < 1").latex("\\tanh").note("1 - y^2 loses all digits from |x| = 19")
            .lane("TANH").bounds(Enclosing::hyperbolicTangent).java(Math.class, "tanh").of(Math::tanh);
    /** exp(x) - 1. */
    public static final Operator EXPONENTIAL_LESS_ONE = elementwise("expm1", "x").derivative("y + 1").at("0", "0").inverse("log1p").range("y > -1")
            .lane("EXPM1").java(Math.class, "expm1").of(Math::expm1);

    /** log(1 + x). */
    public static final Operator LOGARITHM_OF_ONE_PLUS = elementwise("log1p", "x").derivative("1/(1 + x)").at("0", "0").inverse("expm1").domain("x > -1")
            .lane("LOG1P").java(Math.class, "log1p").of(Math::log1p);

    /** Hyperbolic cosine. */
    public static final Operator HYPERBOLIC_COSINE = elementwise("cosh", "x").derivative("sinh(x)").even().at("0", "1").inverse("acosh").range("y >= 1").latex("\\cosh")
            .lane("COSH").asymptotic(Asymptotic.ENTIRE).bounds(Enclosing::hyperbolicCosine).java(Math.class, "cosh").of(Math::cosh);

    /** The inverse of the hyperbolic sine. */
    public static final Operator AREA_SINE = elementwise("asinh", "x").derivative("1/(1 + x^2)^(1/2)").odd().at("0", "0").inverse("sinh").latex("\\operatorname{arsinh}")
            .java(Elementary.class, "asinh").of(Elementary::asinh);

    /** The root of two squares. */
    public static final Operator HYPOTENUSE = elementwise("hypot", "a", "b").derivative("a", "a/y").derivative("b", "b/y").symmetricOperands().range("y >= 0")
            .latex("\\sqrt{#^1^{2}+#^2^{2}}").lane("HYPOT").java(Math.class, "hypot").of(Math::hypot);

    /** The real cube root. */
    public static final Operator CUBE_ROOT = elementwise("cbrt", "x").derivative("1/(3*y^2)").odd().at("0", "0").at("1", "1").at("8", "2").at("27", "3").at("64", "4")
            .at("125", "5").at("1000", "10").latex("\\sqrt[3]{#1}").lane("CBRT").asymptotic(Asymptotic.CUBE_ROOT).bounds(Enclosing::cubeRoot)
            .java(Math.class, "cbrt").of(Math::cbrt);

    /** The tangent. */
    public static final Operator TANGENT = elementwise("tan", "x").derivative("1 + y^2").odd().at("0", "0").at("pi", "0").at("pi/4", "1").at("pi/3", "3^(1/2)")
            .at("pi/6", "3^(1/2)/3").inverse("atan").domain("cos(x) != 0").latex("\\tan")
            .rule("derivative of tangent").lane("TAN").bounds(Enclosing::tangent).java(Math.class, "tan").of(Math::tan);

    /** Cotangent. */
    public static final Operator COTANGENT = elementwise("cot", "x").derivative("-1 - y^2").odd().at("pi/4", "1").at("pi/2", "0").domain("sin(x) != 0").latex("\\cot")
            .java(Elementary.class, "cot").of(Elementary::cot);

    static final List<Operator> ROWS = List.of(
            EXPONENTIAL,
            LOGARITHM,
            elementwise("log2", "x").derivative("1/(x*log(2))").at("1", "0").at("2", "1").domain("x > 0").latex("\\log_{2}")
                    .java(Elementary.class, "log2").of(Elementary::log2),
            elementwise("log10", "x").derivative("1/(x*log(10))").at("1", "0").at("10", "1").domain("x > 0").latex("\\log_{10}")
                    .lane("LOG10").java(Math.class, "log10").of(Math::log10),
            LOGARITHM_OF_ONE_PLUS,
            EXPONENTIAL_LESS_ONE,
            SINE,
            COSINE,
            TANGENT,
            COTANGENT,
            elementwise("sec", "x").derivative("y*tan(x)").even().at("0", "1").domain("cos(x) != 0").range("abs(y) >= 1").latex("\\sec")
                    .java(Elementary.class, "sec").of(Elementary::sec),
            elementwise("csc", "x").derivative("-y*cot(x)").odd().at("pi/2", "1").domain("sin(x) != 0").range("abs(y) >= 1").latex("\\csc")
                    .java(Elementary.class, "csc").of(Elementary::csc),
            ARCSINE,
            elementwise("acos", "x").derivative("-1/(1 - x^2)^(1/2)").at("0", "pi/2").at("1", "0").at("-1", "pi").at("1/2", "pi/3")
                    .at("-1/2", "2*pi/3").inverse("cos").domain("-1 <= x and x <= 1").range("0 <= y and y <= pi").latex("\\arccos")
                    .lane("ACOS").asymptotic(Asymptotic.REGULAR).bounds(Enclosing::arcCosine).java(Math.class, "acos").of(Math::acos),
            ARCTANGENT,
            elementwise("atan2", "a", "b").derivative("a", "b/(a^2 + b^2)").derivative("b", "-a/(a^2 + b^2)")
                    .range("-pi <= y and y <= pi").note("the angle of the point (b, a)").boundsOfSeveral(Enclosing::angle).asymptotic(Asymptotic.ARC_TANGENT_2).java(Math.class, "atan2").of(Math::atan2),
            HYPERBOLIC_SINE,
            HYPERBOLIC_COSINE,
            HYPERBOLIC_TANGENT,
            AREA_SINE,
            elementwise("acosh", "x").derivative("1/((x - 1)^(1/2)*(x + 1)^(1/2))").at("1", "0").inverse("cosh").domain("x >= 1")
                    .range("y >= 0").latex("\\operatorname{arcosh}").java(Elementary.class, "acosh").of(Elementary::acosh),
            elementwise("atanh", "x").derivative("1/(1 - x^2)").odd().at("0", "0").inverse("tanh").domain("-1 < x and x < 1")
                    .latex("\\operatorname{artanh}").java(Elementary.class, "atanh").of(Elementary::atanh),
            CUBE_ROOT,
            HYPOTENUSE);

    private static final double LN2 = 0.6931471805599453;

    private Elementary() {}

    /** Logarithm to base 2; exact at powers of two. */
    public static double log2(double x) {
        int exponent = Math.getExponent(x);
        return x == Math.scalb(1.0, exponent) && exponent >= Double.MIN_EXPONENT && exponent <= Double.MAX_EXPONENT ? exponent : Math.log(x) / LN2;
    }

    /** Cotangent. */
    public static double cot(double x) {
        return 1 / Math.tan(x);
    }

    /** Secant. */
    public static double sec(double x) {
        return 1 / Math.cos(x);
    }

    /** Cosecant. */
    public static double csc(double x) {
        return 1 / Math.sin(x);
    }

    /** Inverse hyperbolic sine, accurate near 0 and without overflow. */
    public static double asinh(double x) {
        double size = Math.abs(x);
        double value = size > 1e8 ? Math.log(size) + LN2 : Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size)));
        return Math.copySign(value, x);
    }

    /** Inverse hyperbolic cosine, accurate near 1 and without overflow. */
    public static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        double above = x - 1;
        return x > 1e8 ? Math.log(x) + LN2 : Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    /** Inverse hyperbolic tangent, accurate near 0. */
    public static double atanh(double x) {
        double size = Math.abs(x);
        return Math.copySign(Math.log1p(2 * size / (1 - size)) / 2, x);
    }
}
