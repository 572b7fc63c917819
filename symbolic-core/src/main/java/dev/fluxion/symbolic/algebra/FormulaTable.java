package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.resource.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A resource of lines {@code function(x) = formula}: something that belongs to each of some functions of the table. */
public final class FormulaTable {
    /** Antiderivatives. */
    public static final FormulaTable ANTIDERIVATIVES = new FormulaTable("antiderivatives");
    /** Functions of an angle by sine and cosine. */
    public static final FormulaTable CIRCULAR = new FormulaTable("circular");
    /** Functions by exponentials. */
    public static final FormulaTable EXPONENTIALS = new FormulaTable("exponentials");
    /** Functions with kinks by absolute values. */
    public static final FormulaTable MODULI = new FormulaTable("moduli");
    /** Operands by values. */
    public static final FormulaTable INVERSIONS = new FormulaTable("inversions");
    /** Inverse functions. */
    public static final FormulaTable INVERSES = new FormulaTable("inverses");

    private record Formula(List<Symbol> parameters, Expression body) {}

    private final String resource;
    private Map<String, Formula> formulas;

    private FormulaTable(String resource) {
        this.resource = resource;
    }

    private synchronized Map<String, Formula> formulas() {
        if (formulas == null) {
            formulas = Budget.apart(this::read);
        }
        return formulas;
    }

    private Map<String, Formula> read() {
        Map<String, Formula> read = new HashMap<>();
        for (String line : Resource.lines(FormulaTable.class, resource + ".flx")) {
            String[] sides = line.split(" = ", 2);
            Tree.Call call = (Tree.Call) Reader.expression(new Source(resource, sides[0]));
            List<Symbol> parameters = call.operands().stream().map(operand -> Symbol.of(((Tree.Name) operand).name())).toList();
            read.put(call.name(), new Formula(parameters, Formulas.parse(sides[1])));
        }
        return read;
    }

    /** The names of the functions in it. */
    public Set<String> names() {
        return formulas().keySet();
    }

    /** The formula of an application with its operands put in. */
    public Optional<Expression> of(Apply apply) {
        Formula formula = formulas().get(apply.operator().name());
        if (formula == null || formula.parameters.size() != apply.operands().size()) {
            return Optional.empty();
        }
        Map<Expression, Expression> values = new HashMap<>();
        for (int i = 0; i < formula.parameters.size(); i++) {
            values.put(formula.parameters.get(i), apply.operands().get(i));
        }
        return Optional.of(Substitution.replace(formula.body, values));
    }

    /** The expression with every function of the table replaced by its formula. */
    public Expression applied(Expression expression) {
        return BottomUp.rewrite(expression, node -> node instanceof Apply apply ? of(apply).orElse(node) : node);
    }
}
