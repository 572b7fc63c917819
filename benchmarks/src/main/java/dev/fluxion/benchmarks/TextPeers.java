package dev.fluxion.benchmarks;

import com.ezylang.evalex.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.objecthunter.exp4j.ExpressionBuilder;
import org.apache.lucene.expressions.js.JavascriptCompiler;
import org.apache.lucene.search.DoubleValues;
import org.codehaus.commons.compiler.CompilerFactoryFactory;
import org.mariuszgromada.math.mxparser.Argument;
import org.mariuszgromada.math.mxparser.License;

/** Libraries that evaluate a formula given as text. */
final class TextPeers {
    /** What Janino compiles to. */
    public interface Three {
        /** The value. */
        double value(double x, double y, double z);
    }

    private TextPeers() {}

    static List<Contender> of(Formulas formula, double[][] columns) throws Exception {
        List<Contender> peers = new ArrayList<>();
        peers.add(new Contender("Janino", janino(formula, columns)));
        peers.add(new Contender("Lucene expressions", lucene(formula, columns)));
        peers.add(new Contender("Parsii", parsii(formula, columns)));
        peers.add(new Contender("exp4j", exp4j(formula, columns)));
        peers.add(new Contender("EvalEx", evalEx(formula, columns)));
        peers.add(new Contender("mXparser", mXparser(formula, columns)));
        peers.add(new Contender("Symja", symja(formula, columns)));
        return peers;
    }

    private static Work janino(Formulas formula, double[][] c) throws Exception {
        Three compiled = CompilerFactoryFactory.getDefaultCompilerFactory(TextPeers.class.getClassLoader()).newExpressionEvaluator()
                .createFastEvaluator(formula.in("java"), Three.class, "x", "y", "z");
        return times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                int at = i & Points.MASK;
                sum += compiled.value(c[0][at], c[1][at], c[2][at]);
            }
            return sum;
        };
    }

    private static final class Cell extends DoubleValues {
        private double value;

        @Override
        public double doubleValue() {
            return value;
        }

        @Override
        public boolean advanceExact(int document) {
            return true;
        }
    }

    private static Work lucene(Formulas formula, double[][] c) throws Exception {
        var compiled = JavascriptCompiler.compile(formula.in("javascript"));
        Cell[] cells = Arrays.stream(compiled.variables).map(name -> new Cell()).toArray(Cell[]::new);
        int[] columns = Arrays.stream(compiled.variables).mapToInt(name -> name.charAt(0) - 'x').toArray();
        return times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                for (int k = 0; k < cells.length; k++) {
                    cells[k].value = c[columns[k]][i & Points.MASK];
                }
                sum += compiled.evaluate(cells);
            }
            return sum;
        };
    }

    private static Work parsii(Formulas formula, double[][] c) throws Exception {
        parsii.eval.Scope scope = new parsii.eval.Scope();
        parsii.eval.Expression parsed = parsii.eval.Parser.parse(formula.in("parsii"), scope);
        parsii.eval.Variable[] variables = Arrays.stream(formula.variables()).map(scope::getVariable).toArray(parsii.eval.Variable[]::new);
        return times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                for (int k = 0; k < variables.length; k++) {
                    variables[k].setValue(c[k][i & Points.MASK]);
                }
                sum += parsed.evaluate();
            }
            return sum;
        };
    }

    private static Work exp4j(Formulas formula, double[][] c) {
        String[] names = formula.variables();
        net.objecthunter.exp4j.Expression parsed = new ExpressionBuilder(formula.in("exp4j")).variables(names).build();
        return times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                for (int k = 0; k < names.length; k++) {
                    parsed.setVariable(names[k], c[k][i & Points.MASK]);
                }
                sum += parsed.evaluate();
            }
            return sum;
        };
    }

    private static Work evalEx(Formulas formula, double[][] c) {
        String[] names = formula.variables();
        Expression parsed = new Expression(formula.in("evalex"));
        return times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                for (int k = 0; k < names.length; k++) {
                    parsed.with(names[k], c[k][i & Points.MASK]);
                }
                sum += parsed.evaluate().getNumberValue().doubleValue();
            }
            return sum;
        };
    }

    private static Work mXparser(Formulas formula, double[][] c) {
        License.iConfirmNonCommercialUse("benchmark");
        Argument[] variables = Arrays.stream(formula.variables()).map(name -> new Argument(name, 1)).toArray(Argument[]::new);
        var parsed = new org.mariuszgromada.math.mxparser.Expression(formula.in("mxparser"), variables);
        return times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                for (int k = 0; k < variables.length; k++) {
                    variables[k].setArgumentValue(c[k][i & Points.MASK]);
                }
                sum += parsed.calculate();
            }
            return sum;
        };
    }

    private static Work symja(Formulas formula, double[][] c) {
        var evaluator = new org.matheclipse.parser.client.eval.DoubleEvaluator(true);
        var parsed = evaluator.parse(formula.in("symja"));
        String[] names = formula.variables();
        var variables = new org.matheclipse.parser.client.eval.DoubleVariable[names.length];
        for (int k = 0; k < names.length; k++) {
            variables[k] = new org.matheclipse.parser.client.eval.DoubleVariable(1);
            evaluator.defineVariable(names[k], variables[k]);
        }
        return times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                for (int k = 0; k < variables.length; k++) {
                    variables[k].setValue(c[k][i & Points.MASK]);
                }
                sum += evaluator.evaluateNode(parsed);
            }
            return sum;
        };
    }
}
