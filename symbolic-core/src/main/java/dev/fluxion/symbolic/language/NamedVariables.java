package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.elaborate.Form;
import java.util.List;
import java.util.stream.Stream;

/** Forms by the operands with which their calls name variables. */
final class NamedVariables {
    private NamedVariables() {}

    /** All operands from one on are names, or whole numbers. */
    static Form from(int position, Form form) {
        return Form.naming(call -> call.operands().stream().skip(position).toList(), form);
    }

    /** One operand is a name, or several in brackets. */
    static Form at(int position, Form form) {
        return Form.naming(call -> call.operands().stream().skip(position).limit(1)
                .flatMap(named -> named instanceof Tree.Array array ? array.rows().stream().flatMap(List::stream) : Stream.of(named))
                .toList(), form);
    }

    /** Operands have the names of variables: {@code subs(f, x = 2)}. */
    static Form byName(Form form) {
        return Form.naming(call -> call.named().stream().<Tree>map(named -> new Tree.Name(named.name(), named.span())).toList(), form);
    }
}
