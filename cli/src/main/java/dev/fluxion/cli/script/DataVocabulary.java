package dev.fluxion.cli.script;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.Mode;
import dev.fluxion.codegen.VectorFunction;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Tree;
import dev.fluxion.nn.data.Column;
import dev.fluxion.nn.data.Table;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.nn.random.Sampling;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.NestedVocabulary;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.elaborate.Vocabulary;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.typeset.figure.PointFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The language together with functions that give data: columns and matrices of tables, samples of distributions. */
final class DataVocabulary implements NestedVocabulary {
    private static final int LARGEST_SAMPLE = 10_000_000;

    private final Data data;
    private final Map<String, Form> forms = Map.of("column", this::column, "matrix", this::matrix, "sample", this::sample, "load", this::load,
            "median", this::median, "quantile", this::quantile, "float", this::evaluated);
    private String target = "";

    DataVocabulary(Data data) {
        this.data = data;
    }

    /** The name that the next data of a statement is assigned to; empty for none. */
    void target(String name) {
        target = name;
    }

    private Typed variable(String otherwise, Value value) {
        String name = target.isEmpty() ? otherwise : target;
        target = "";
        return data.variable(name, value);
    }

    private Typed column(Elaborator elaborator, Tree.Call call) {
        Operands operands = new Operands(call, elaborator);
        Table table = data.requiredTable(operands.required(0, "a table"));
        Column column = named(table, operands, operands.required(1, "the name of a column"));
        finish(operands, 2);
        return variable(column.name(), Value.of(new int[] {column.rows()}, Data.numbers(column)));
    }

    private static void finish(Operands operands, int most) {
        operands.finish();
        if (operands.call().operands().size() > most) {
            throw Operands.problem("'" + operands.call().name() + "' takes " + Plural.of(most, "operand"), operands.call().operands().get(most), "");
        }
    }

    private static Column named(Table table, Operands operands, Tree tree) {
        String name = operands.text(tree);
        return table.column(name).orElseThrow(() -> Data.noColumn(table, name, tree));
    }

    // matrix(data, "a", "b"): the named columns side by side, or all that are numbers
    private Typed matrix(Elaborator elaborator, Tree.Call call) {
        Operands operands = new Operands(call, elaborator);
        Table table = data.requiredTable(operands.required(0, "a table"));
        List<Column> columns = new ArrayList<>();
        call.operands().subList(1, call.operands().size()).forEach(tree -> columns.add(named(table, operands, tree)));
        if (columns.isEmpty()) {
            table.columns().stream().filter(Column.Numbers.class::isInstance).forEach(columns::add);
        }
        operands.finish();
        double[] entries = new double[Math.multiplyExact(table.rows(), columns.size())];
        for (int j = 0; j < columns.size(); j++) {
            double[] numbers = Data.numbers(columns.get(j));
            for (int i = 0; i < numbers.length; i++) {
                entries[i * columns.size() + j] = numbers[i];
            }
        }
        return variable("matrix_1", Value.of(new int[] {table.rows(), columns.size()}, entries));
    }

    private Typed median(Elaborator elaborator, Tree.Call call) {
        Operands operands = new Operands(call, elaborator);
        Typed vector = elaborator.value(operands.required(0, "a vector"));
        finish(operands, 1);
        return new OrderStatistics(data).quantile(vector, Constant.of(Rational.of(1, 2)), call);
    }

    // of data here, of distributions by the language
    private Typed quantile(Elaborator elaborator, Tree.Call call) {
        Typed of = call.operands().size() == 2 ? elaborator.value(call.operands().getFirst()) : Typed.of(Constant.of(0));
        if (of.rank() == 0) {
            return outside().form(call.name()).orElseThrow().read(elaborator, call);
        }
        Operands operands = new Operands(call, elaborator);
        finish(operands, 2);
        return new OrderStatistics(data).quantile(of, elaborator.scalar(call.operands().getLast(), "a level"), call);
    }

    // A number of data is a number; of tensors it is data again.
    private Typed evaluated(Elaborator elaborator, Tree.Call call) {
        if (call.operands().size() == 1 && call.named().isEmpty() && !data.isEmpty()) {
            Typed operand = elaborator.read(call.operands().getFirst());
            Expression expression = operand.expression();
            if (!operand.isOpen() && !operand.row() && data.determines(expression)) {
                Value value = Stabilizer.value(expression, data.values(expression));
                return value.rank() == 0 ? Typed.of(Constant.inexact(value.scalar())) : variable("float_1", value);
            }
        }
        return outside().form(call.name()).orElseThrow().read(elaborator, call);
    }

    // load("a.npy"): tables are loaded by a statement of their own
    private Typed load(Elaborator elaborator, Tree.Call call) {
        return variable("array_1", data.array(new Operands(call, elaborator)));
    }

    // sample(D, n, seed = 1): a vector, or a row for each vector
    private Typed sample(Elaborator elaborator, Tree.Call call) {
        Operands operands = new Operands(call, elaborator);
        Tree distribution = operands.required(0, "a distribution");
        int count = operands.count(operands.required(1, "the size of the sample"), LARGEST_SAMPLE);
        RandomStream random = RandomStream.seeded(operands.whole("seed", 1, Integer.MAX_VALUE));
        finish(operands, 2);
        Expression variance = asked(elaborator, "variance", distribution);
        if (variance.isScalar()) {
            return variable("sample_1", Value.of(new int[] {count}, Sampling.byQuantile(quantile(elaborator, call, distribution)::at, count, random)));
        }
        double[] covariances = Evaluator.evaluate(variance, Map.of()).entries();
        double[] means = Evaluator.evaluate(asked(elaborator, "expectation", distribution), Map.of()).entries();
        return variable("sample_1", Value.of(new int[] {count, means.length}, Sampling.normalRows(means, covariances, count, random)));
    }

    private static Expression asked(Elaborator elaborator, String what, Tree distribution) {
        return elaborator.read(new Tree.Call(what, distribution.span(), 0, List.of(), List.of(distribution), List.of(), distribution.span())).expression();
    }

    private static PointFunction quantile(Elaborator elaborator, Tree.Call call, Tree distribution) {
        Symbol level = Symbol.of("level_of_sample");
        Tree asked = new Tree.Call("quantile", call.nameSpan(), 0, List.of(), List.of(distribution, new Tree.Name(level.name(), call.span())), List.of(),
                call.span());
        Expression quantile = elaborator.in(elaborator.scope().with(Map.of(level.name(), Typed.of(level)))).read(asked).expression();
        if (!Substitution.variables(quantile).equals(List.of(level))) {
            throw Operands.problem("only a distribution whose parameters are numbers can be sampled", distribution, "");
        }
        VectorFunction kernel = Kernels.compile(List.of(quantile), List.of(level), Mode.STRICT);
        double[] out = new double[1];
        return point -> {
            kernel.apply(point, out);
            return out[0];
        };
    }

    @Override
    public Vocabulary outside() {
        return Language.INSTANCE;
    }

    @Override
    public Optional<Form> form(String name) {
        Form own = forms.get(name);
        return own != null ? Optional.of(own) : outside().form(name);
    }

    @Override
    public Collection<String> names() {
        List<String> names = new ArrayList<>(outside().names());
        names.addAll(forms.keySet());
        return names;
    }
}
