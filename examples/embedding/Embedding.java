import dev.fluxion.Fluxion;
import dev.fluxion.codegen.ScalarKernel;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.derivation.Derivation;

/** Fluxion in a program: parse, differentiate, explain, compile, evaluate. */
public final class Embedding {
    private Embedding() {}

    /** Prints a derivative, its derivation, and compiled values. */
    public static void main(String[] arguments) {
        Expression f = Fluxion.parse("x^2 * sin(y)");
        Expression g = f.diff("x");
        System.out.println(g);
        Derivation d = f.derive("x");
        System.out.print(d.text());
        ScalarKernel kernel = Fluxion.compile(f, "x", "y");
        double[] gradient = new double[2];
        kernel.gradient(new double[] {1, 2}, gradient);
        System.out.println(kernel.value(1, 2) + " " + gradient[0] + " " + gradient[1]);
    }
}
