package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Leaves out transpositions of what is its own transpose: {@code K*x*x'*K} where {@code K} was declared symmetric. */
final class SymmetricForms {
    private SymmetricForms() {}

    /** @param present how parts of the expression are written */
    static Tree shortened(Tree tree, Expression expression, Function<Expression, Tree> present) {
        List<Expression> nodes = Topology.of(expression).nodes();
        if (nodes.stream().noneMatch(node -> node instanceof Symbol && node.isSymmetric() && node.shape().rank() == 2)) {
            return tree;
        }
        Set<Tree> own = new HashSet<>();
        nodes.stream().filter(node -> (node instanceof Symbol || node instanceof MatrixFunction) && node.isSymmetric() && node.shape().rank() == 2)
                .forEach(node -> own.add(present.apply(node)));
        return Trees.rewrite(tree, part -> part instanceof Tree.Postfix turned && turned.operator() == Tree.PostfixOperator.TRANSPOSE && own.contains(turned.operand())
                ? turned.operand() : part);
    }
}
