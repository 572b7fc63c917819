package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import java.util.List;
import java.util.function.Function;

/** A function whose operands are read in its own way: sums over labels, constructors of tensors, commands of calculus. */
@FunctionalInterface
public interface Form {
    /** The meaning of a call. */
    Typed read(Elaborator elaborator, Tree.Call call);

    /** The trees by which a call names variables that it works on, such as the x of {@code diff(f, x)}. */
    default List<Tree> variables(Tree.Call call) {
        return List.of();
    }

    /** A form whose calls name variables. */
    static Form naming(Function<Tree.Call, List<Tree>> variables, Form form) {
        return new Form() {
            @Override
            public Typed read(Elaborator elaborator, Tree.Call call) {
                return form.read(elaborator, call);
            }

            @Override
            public List<Tree> variables(Tree.Call call) {
                return variables.apply(call);
            }
        };
    }
}
