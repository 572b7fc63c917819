package dev.fluxion.codegen;

import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.operator.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Functions that are comparisons and arithmetic, as the table says, and so have lanes without a method of their own. */
final class ArithmeticForms {
    private static final Map<Operator, Program> PROGRAMS = new ConcurrentHashMap<>();

    private ArithmeticForms() {}

    /** The program of an operator's operands, where its row has one. */
    static Optional<Program> of(Operator operator) {
        return operator.arithmetic().map(text -> PROGRAMS.computeIfAbsent(operator, row -> {
            List<Symbol> operands = row.operands().stream().map(Symbol::of).toList();
            return Lowering.lower(List.of(Language.parse(text)), operands, Mode.STRICT);
        }));
    }
}
