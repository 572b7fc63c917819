package dev.fluxion.cli.script;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
import dev.fluxion.nn.data.Column;
import dev.fluxion.nn.data.CsvFile;
import dev.fluxion.nn.data.Table;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The data of a script: tables by name, and variables whose entries are known. A column or a sample is such a variable, so that formulas of it stay
 * formulas, and have a value besides.
 */
final class Data {
    private static final String LOAD = "load";

    private final Session session;
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<Symbol, Value> values = new HashMap<>();

    Data(Session session) {
        this.session = session;
    }

    /** Takes over what another session knows. */
    void include(Data others) {
        tables.putAll(others.tables);
        values.putAll(others.values);
    }

    /** Gives a name a table, if the statement loads one. */
    boolean assign(Statement.Assign assign) {
        tables.remove(assign.name());
        if (!(assign.value() instanceof Tree.Call call) || !call.name().equals(LOAD) || isArray(call)) {
            return false;
        }
        Operands operands = new Operands(call, session.elaborator());
        Table table = table(operands);
        operands.finish();
        tables.put(assign.name(), table);
        session.print(TableText.description(assign.name(), table), "");
        return true;
    }

    private static boolean isArray(Tree.Call call) {
        return !call.operands().isEmpty() && call.operands().getFirst() instanceof Tree.Text text && ArrayFiles.isNamed(text.value());
    }

    /** The array that a call of {@code load} asks for. */
    Value array(Operands operands) {
        return ArrayFiles.value(operands, session.files());
    }

    private Table table(Operands operands) {
        String name = operands.text(operands.required(0, "what to load"));
        Optional<Tree> missing = operands.named("missing");
        boolean skips = missing.map(operands::text).filter("skip"::equals).isPresent();
        if (missing.isPresent() && !skips) {
            throw Operands.problem("rows with missing values can be left out: missing = \"skip\"", missing.get(), "");
        }
        if (CsvFile.SHIPPED.contains(name)) {
            return CsvFile.shipped(name);
        }
        if (!name.endsWith(".csv")) {
            throw Operands.problem("a table is a file that ends in .csv, or one of " + String.join(", ", CsvFile.SHIPPED), operands.call(),
                    "arrays are files that end in .npy or .npz, or hold idx in their names");
        }
        return CsvFile.read(session.files().readable(name), skips);
    }

    /** The table of a name, if it has one. */
    Optional<Table> table(Tree tree) {
        return tree instanceof Tree.Name name ? Optional.ofNullable(tables.get(name.name())) : Optional.empty();
    }

    boolean isTable(String name) {
        return tables.containsKey(name);
    }

    Table requiredTable(Tree tree) {
        return table(tree).orElseThrow(() -> Operands.problem("the name of a loaded table is expected here", tree, tables.isEmpty()
                ? "load one first: data = load(\"iris\")" : "loaded are " + String.join(", ", tables.keySet().stream().sorted().toList())));
    }

    static FluxionException noColumn(Table table, String wanted, Tree at) {
        return Operands.problem("there is no column " + wanted, at, "there are " + String.join(", ", table.names()));
    }

    /** The numbers of a column; of words, their positions from 1. */
    static double[] numbers(Column column) {
        return switch (column) {
            case Column.Numbers numbers -> numbers.values();
            case Column.Words words -> Arrays.stream(words.labels()).asDoubleStream().toArray();
        };
    }

    /** A variable whose entries are known; it takes another name where the wanted one has other entries already. */
    Typed variable(String wanted, Value value) {
        Shape shape = new Shape(Arrays.stream(value.sizes()).mapToObj(Size::of).toList());
        String name = wanted;
        for (int next = 2;; next++) {
            Symbol symbol = Symbol.of(name, shape, Symbol.Role.VARIABLE, Set.of());
            Value known = values.putIfAbsent(symbol, value);
            if (known == null || Arrays.equals(known.entries(), value.entries())) {
                return Typed.of(symbol);
            }
            name = wanted + "_" + next;
        }
    }

    /** Whether no variable has known entries. */
    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The entries of a variable, if they are known. */
    Optional<Value> value(Symbol symbol) {
        return Optional.ofNullable(values.get(symbol));
    }

    /** Whether there is data in an expression, and nothing else that varies. */
    boolean determines(Expression expression) {
        List<Symbol> variables = Substitution.variables(expression);
        return !variables.isEmpty() && variables.stream().allMatch(values::containsKey);
    }

    /** The known entries in an expression, by name. */
    Map<String, Value> values(Expression expression) {
        Map<String, Value> found = new HashMap<>();
        Substitution.variables(expression).forEach(symbol -> value(symbol).ifPresent(value -> found.put(symbol.name(), value)));
        return found;
    }
}
