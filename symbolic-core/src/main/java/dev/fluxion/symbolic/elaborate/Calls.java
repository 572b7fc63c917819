package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Spelling;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Views;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Calls: of forms, of functions defined in the language, and of the table's rows. */
final class Calls {
    /** The named operand that says along which axis. */
    static final String AXIS = "axis";

    /** The way out for who gives a number where there has to be a vector. */
    static final String VECTOR = "a vector of numbers is written [a, b, c], one of another size declared: x in R[n]";

    private static final int MOST_OPERANDS = 100; // of a function that is only named, where another number of them is searched for

    private final Elaborator elaborator;

    Calls(Elaborator elaborator) {
        this.elaborator = elaborator;
    }

    Typed read(Tree.Call written) {
        String spelled = Definitions.spelled(written.name());
        Tree.Call call = spelled.equals(written.name()) ? written : new Tree.Call(spelled, written.nameSpan(), written.primes(),
                written.binders(), written.operands(), written.named(), written.span());
        try {
            return meaning(call);
        } catch (FluxionException e) {
            throw elaborator.isTrying() ? e : call.binders().isEmpty() ? Repairs.withOperands(e, call, elaborator) : LabelRepairs.withFold(e, call, elaborator);
        }
    }

    private Typed meaning(Tree.Call call) {
        if (!call.binders().isEmpty() && call.operands().size() > 1 && !FoldForms.takesSeveral(call)) {
            throw Problems.syntax("'" + call.name() + "' over labels has one operand, but " + call.operands().size() + " were given", call.span(), "");
        }
        String name = call.name() + "'".repeat(call.primes());
        Optional<Scope.Definition> definition = call.primes() == 0 ? elaborator.scope().function(name, call.operands().size()) : Optional.empty();
        if (definition.isPresent()) {
            return defined(definition.get(), call);
        }
        if (call.primes() == 0 && elaborator.scope().isOnlyNamed(name, call.operands().size())) {
            requirePlain(call);
            return Typed.of(Call.of(name, call.operands().stream().map(operand -> elaborator.scalar(operand, "the operand of " + name)).toList()));
        }
        Optional<Form> form = call.primes() == 0 ? elaborator.vocabulary().form(name) : Optional.empty();
        if (form.isPresent()) {
            return OwnVariables.read(elaborator, form.get().variables(call), call.operands(), inside -> form.get().read(inside, call));
        }
        return row(name, call);
    }

    /** A call of a row of the table. */
    Typed row(String name, Tree.Call call) {
        Optional<Operator> matrix = Operators.matrix(name);
        Optional<Operator> elementwise = Operators.elementwise(name);
        Optional<Operator> reduction = Operators.reduction(name);
        if (matrix.isEmpty() && elementwise.isEmpty() && reduction.isEmpty()) {
            if (call.primes() > 0) {
                return elaborator.vocabulary().prime(elaborator, call);
            }
            throw unknown(call);
        }
        if (reduction.isPresent() && call.binders().isEmpty() && call.named().size() == 1 && call.named().getFirst().name().equals(AXIS)) {
            return alongAxis(reduction.get(), call);
        }
        requirePlain(call);
        Operator row = elementwise.or(() -> reduction).or(() -> matrix).orElseThrow();
        requireArity(call, row.kind() == Operator.Kind.REDUCTION || reduction.isPresent() ? 1 : row.minimumArity(),
                row.kind() == Operator.Kind.REDUCTION ? 2 : mostOperands(row));
        List<Typed> operands = call.operands().stream().map(elaborator::read).toList();
        if (matrix.isPresent()) {
            return matrixFunction(matrix.get(), operands.getFirst(), call);
        }
        // max(A) of a tensor reduces, max(a, b) never does
        boolean reduces = reduction.isPresent() && (elementwise.isEmpty() || operands.size() == 1 && operands.getFirst().rank() > 0);
        if (reduces) {
            return reduction(reduction.get(), operands, call);
        }
        requireArity(call, elementwise.orElseThrow().minimumArity(), mostOperands(elementwise.get()));
        return elementwise(elementwise.get(), operands, call);
    }

    // A row's name may stand for definitions with more operands, too.
    private static int mostOperands(Operator row) {
        int most = row.maximumArity();
        while (most < Integer.MAX_VALUE && Definitions.find(row.name(), most + 1).isPresent()) {
            most++;
        }
        return most;
    }

    // max(A, axis = 1), as max(A, 1) is entry by entry.
    private Typed alongAxis(Operator reduction, Tree.Call call) {
        Tree.Call positional = withAxis(call);
        return reduction(reduction, positional.operands().stream().map(elaborator::read).toList(), positional);
    }

    /** The call with the axis that it names as its second operand. */
    static Tree.Call withAxis(Tree.Call call) {
        if (call.named().size() != 1 || !call.named().getFirst().name().equals(AXIS)) {
            return call;
        }
        requireArity(call, 1, 1);
        return new Tree.Call(call.name(), call.nameSpan(), 0, call.binders(), List.of(call.operands().getFirst(), call.named().getFirst().value()), List.of(), call.span());
    }

    private FluxionException unknown(Tree.Call call) {
        String name = call.name();
        if (elaborator.scope().isFunction(name)) {
            List<List<String>> known = IntStream.rangeClosed(0, MOST_OPERANDS).mapToObj(number -> elaborator.scope().function(name, number)).flatMap(Optional::stream)
                    .map(Scope.Definition::parameters).toList();
            return Problems.name("'" + name + "' does not take " + operands(call.operands().size()), call.nameSpan(), Usages.hint(name, known));
        }
        for (int number = 1; number <= MOST_OPERANDS; number++) {
            if (elaborator.scope().isOnlyNamed(name, number)) {
                requireArity(call, number, number);
            }
        }
        Set<String> known = new HashSet<>(elaborator.vocabulary().names());
        String hint = Definitions.synonym(name).map(meant -> "did you mean " + meant + "?").orElseGet(() -> Spelling.nearest(name, known));
        if (hint.isEmpty() && (name.length() == 1 || elaborator.scope().value(name).isPresent())) {
            String product = "to multiply, write " + name + "*(…)";
            hint = name.length() == 1 ? product : "to define it, write " + name + "(x) = …; " + product;
        }
        return Problems.name("unknown function " + name, call.nameSpan(), hint);
    }

    static String operands(int count) {
        return Plural.of(count, "operand");
    }

    static void requirePlain(Tree.Call call) {
        if (!call.binders().isEmpty()) {
            throw Problems.name("'" + call.name() + "' binds no labels", call.nameSpan(), "these do: sum, prod, max, min, tensor; a function of a tensor takes tensor(i: …)");
        }
        if (!call.named().isEmpty()) {
            throw Problems.name("'" + call.name() + "' has no named operand " + call.named().getFirst().name(), call.named().getFirst().span(), "");
        }
    }

    static void requireArity(Tree.Call call, int least, int most) {
        int given = call.operands().size();
        if (given < least || given > most) {
            String takes = least == most ? operands(least) : most == Integer.MAX_VALUE ? "at least " + operands(least)
                    : least + " to " + operands(most);
            throw Problems.name("'" + call.name() + "' takes " + takes + ", but " + given + (given == 1 ? " was" : " were") + " given",
                    given == 0 ? afterBracket(call) : call.nameSpan(), Usages.hint(call));
        }
    }

    private static Span afterBracket(Tree.Call call) {
        return call.nameSpan() == Span.NONE ? Span.NONE : new Span(call.nameSpan().end() + 1, call.nameSpan().end() + 2);
    }

    private Typed defined(Scope.Definition definition, Tree.Call call) {
        requirePlain(call);
        Map<String, Typed> values = new HashMap<>();
        for (int i = 0; i < definition.parameters().size(); i++) {
            values.put(definition.parameters().get(i), elaborator.value(call.operands().get(i)));
        }
        try {
            return elaborator.called(definition.body(), elaborator.scope().outermost().called(values), call.span());
        } catch (FluxionException e) { // places inside the definition mean nothing at the call, and names in one of the language neither
            boolean foreign = e.diagnostic().code() == Diagnostic.Code.SHAPE
                    && Definitions.find(call.name(), call.operands().size()).filter(definition::equals).isPresent();
            throw foreign ? misfit(definition, call, List.copyOf(values.values())) : e.at(call.span());
        }
    }

    private FluxionException misfit(Scope.Definition definition, Tree.Call call, List<Typed> operands) {
        FluxionException misfit = Problems.shape("the operands of '" + call.name() + "' do not fit together", call.span(), "");
        boolean alike = operands.stream().allMatch(operand -> operand.shape().equals(operands.getFirst().shape()) && operand.row() == operands.getFirst().row());
        if (!alike || operands.getFirst().rank() != 1) {
            return misfit;
        }
        Size entries = operands.getFirst().shape().size(0);
        Typed matrix = Typed.of(Symbol.of("M", Shape.of(Size.ONE, entries), Symbol.Role.VARIABLE, Set.of()));
        Map<String, Typed> matrices = new HashMap<>();
        definition.parameters().forEach(name -> matrices.put(name, matrix));
        try {
            elaborator.called(definition.body(), elaborator.scope().outermost().called(matrices), call.span());
        } catch (FluxionException e) { // matrices are not what is needed either
            e.requireOneOf(Diagnostic.Code.SHAPE);
            return misfit;
        }
        return Problems.shape("'" + call.name() + "' needs matrices, which have a case in every row, and no vectors", call.span(),
                "a vector as a matrix of one row is reshape(" + Repairs.text(call.operands().getFirst()) + ", 1, " + entries + ")");
    }

    private static Typed elementwise(Operator operator, List<Typed> given, Tree.Call call) {
        List<Typed> operands = new ArrayList<>(given);
        for (int i = operands.size(); i < operator.operands().size(); i++) {
            String value = operator.defaults().get(operator.operands().get(i));
            operands.add(Typed.of(Constant.of(Rational.of(new java.math.BigDecimal(value)))));
        }
        if (operands.size() == 1) {
            Typed only = operands.getFirst();
            return only.with(Apply.of(operator, only.expression()));
        }
        if (operands.size() > 2 && !operator.variadic()) {
            return ofSeveral(operator, operands, call);
        }
        Typed result = operands.getFirst();
        for (Typed next : operands.subList(1, operands.size())) {
            result = LinearAlgebra.elementwise(result, next, operator.name(), call.nameSpan(), (a, b) -> Apply.of(operator, a, b));
        }
        return result;
    }

    // Operands of three and more are scalars, or of one shape.
    private static Typed ofSeveral(Operator operator, List<Typed> operands, Tree.Call call) {
        Typed shaped = operands.stream().filter(operand -> !operand.expression().isScalar()).findFirst().orElse(operands.getFirst());
        for (Typed operand : operands) {
            boolean alike = operand.expression().shape().equals(shaped.expression().shape()) && operand.labels().equals(shaped.labels())
                    && operand.row() == shaped.row();
            if (!operand.expression().isScalar() && !alike) {
                throw Problems.shape("'" + operator.name() + "' of shapes " + shaped.shape() + " and " + operand.shape(), call.span(),
                        "give scalars, or operands of one shape");
            }
        }
        return shaped.with(Apply.of(operator, operands.stream().map(Typed::expression).toList()));
    }

    private static Typed reduction(Operator operator, List<Typed> operands, Tree.Call call) {
        Typed operand = operands.getFirst();
        if (operand.isOpen() || operand.rank() == 0) {
            throw Problems.shape("'" + operator.name() + "' needs a vector or a tensor, not a scalar", call.span(), VECTOR);
        }
        int rank = operand.rank();
        if (call.operands().size() == 2) {
            int axis = axis(operands.get(1), operand, call, call.operands().get(1).span());
            boolean keeps = operator.keepsAxis();
            return new Typed(Reduction.of(operator, operand.expression(), axis), keeps && operand.row(), List.of());
        }
        if (operator.keepsAxis() || operator.overLastAxis() || rank == 1) {
            return new Typed(Reduction.of(operator, operand.expression(), rank - 1), operator.keepsAxis() && operand.row(), List.of());
        }
        return Typed.of(Reduction.of(operator, Views.vector(operand.expression()), 0));
    }

    /** An axis operand, counted from 1, as a position from 0. */
    static int axis(Typed operand, Typed tensor, Tree.Call call, Span span) {
        Expression value = operand.expression();
        int rank = tensor.shape().rank();
        if (rank == 0) {
            throw Problems.shape("'" + call.name() + "' along an axis needs a vector or a tensor, not a scalar", span, VECTOR);
        }
        if (value instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.intValue() >= 1 && r.intValue() <= rank) {
            return r.intValue() - 1;
        }
        throw Problems.shape("'" + call.name() + "' has no axis " + value + " of shape " + tensor.shape(), span,
                "axes count from 1 to " + rank);
    }

    private static Typed matrixFunction(Operator operator, Typed matrix, Tree.Call call) {
        requireSquare(matrix, operator.name(), call.operands().getFirst().span());
        return Typed.of(MatrixFunction.of(operator, List.of(matrix.expression())));
    }

    static void requireSquare(Typed matrix, String function, Span span) {
        if (matrix.rank() != 2 || !matrix.shape().size(0).equals(matrix.shape().size(1))) {
            throw Problems.shape("'" + function + "' needs a square matrix, but " + (matrix.rank() == 0 ? "this is a scalar" : "this has shape "
                    + matrix.shape()), span, switch (matrix.rank()) {
                        case 0 -> "a matrix of numbers is written [a, b; c, d], one of another size declared: A in R[n, n]";
                        case 1 -> "of a vector x, diag(x) and x*x' are square matrices";
                        case 2 -> "A'*A and A*A' are square";
                        default -> "take matrices out of it: T[1, :, :]";
                    });
        }
    }
}
