package dev.fluxion.symbolic.tensor;

import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Tensors with random residues: {@code A B[n,m] C[m,n] S[n,n]} and so on, {@code Y} one-hot, {@code Q} symmetric, {@code D} diagonal. */
public final class ResidueCase {
    static final Map<String, Long> SIZES = Map.of("n", 3L, "m", 2L, "h", 4L);

    private final Names names = Names.strict();
    private final Map<String, Residues.Tensor> data = new HashMap<>();
    public final List<Symbol> symbols = new ArrayList<>();
    private final Random random;

    /** The tensors of a seed. */
    public ResidueCase(long seed) {
        random = new Random(seed);
        for (String each : List.of("A n m", "B n m", "C m n", "S n n", "R n n", "x n", "y n", "z m", "s", "t", "T n m h")) {
            enter(each, Set.of());
        }
        enter("Y n m", EnumSet.of(Symbol.Property.ONEHOT));
        enter("Q n n", EnumSet.of(Symbol.Property.SYMMETRIC));
        enter("D n n", EnumSet.of(Symbol.Property.DIAGONAL));
    }

    private void enter(String declaration, Set<Symbol.Property> properties) {
        String[] parts = declaration.split(" ");
        Shape shape = new Shape(java.util.Arrays.stream(parts).skip(1).map(Size::named).toList());
        Symbol symbol = Symbol.of(parts[0], shape, Symbol.Role.VARIABLE, properties);
        int[] sizes = shape.sizes().stream().mapToInt(size -> (int) size.value(SIZES::get)).toArray();
        BigInteger[] entries = new BigInteger[java.util.Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
        java.util.Arrays.setAll(entries, i -> new BigInteger(60, random));
        for (int i = 0; i < entries.length && sizes.length == 2; i++) {
            int row = i / sizes[1];
            int column = i % sizes[1];
            if (properties.contains(Symbol.Property.ONEHOT)) {
                entries[i] = column == row % sizes[1] ? BigInteger.ONE : BigInteger.ZERO;
            } else if (properties.contains(Symbol.Property.SYMMETRIC) && column < row) {
                entries[i] = entries[column * sizes[1] + row];
            } else if (properties.contains(Symbol.Property.DIAGONAL) && column != row) {
                entries[i] = BigInteger.ZERO;
            }
        }
        names.declare(symbol);
        symbols.add(symbol);
        data.put(symbol.name(), new Residues.Tensor(sizes, entries));
    }

    /** Reads a formula. */
    public Expression read(String text) {
        return Language.parse(new Source("formula", text), names);
    }

    /** A symbol that stands for the value of an expression: a rule about what is inside of a function cannot see it. */
    public Symbol opaque(String name, Expression value) {
        Symbol symbol = Symbol.of(name, value.shape(), Symbol.Role.VARIABLE, Set.of());
        data.put(name, residues().of(value));
        names.declare(symbol);
        return symbol;
    }

    /** Values of expressions. */
    public Residues residues() {
        return new Residues(SIZES, data);
    }
}
