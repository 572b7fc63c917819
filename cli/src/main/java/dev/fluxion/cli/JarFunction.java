package dev.fluxion.cli;

import dev.fluxion.Fluxion;
import dev.fluxion.codegen.ArrayFunction;
import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.Mode;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.WrittenOut;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A function of a script that becomes a class.
 *
 * @param inputs its operands
 * @param operands what it calls them
 * @param place where it stands
 * @param parameters the positions of those that the script declares as parameters
 */
record JarFunction(String name, Span place, Expression value, List<Symbol> inputs, List<String> operands, List<Integer> parameters) {
    /** Whether tensors are left in it, or its operands, where all that can be written as numbers is. */
    boolean isOfTensors() {
        return inputs.stream().anyMatch(input -> !input.isScalar())
                || Topology.of(WrittenOut.of(value)).nodes().stream().anyMatch(node -> !node.isScalar() && node.reach() == 0);
    }

    private List<Expression> gradient(Mode mode) {
        return Fluxion.gradient(value, inputs, mode);
    }

    private Expression stable(Mode mode) {
        return Fluxion.stable(List.of(value), mode).getFirst();
    }

    // As in a script, what is declared as a parameter is what a gradient is by; where nothing is, all inputs are.
    private ArrayFunction ofArrays(Mode mode) {
        List<Integer> all = IntStream.range(0, inputs.size()).boxed().toList();
        List<Integer> by = !value.isScalar() ? List.of() : parameters.isEmpty() ? all : parameters;
        return new ArrayFunction(stable(mode), by.isEmpty() ? List.of() : Fluxion.gradient(value, by.stream().map(inputs::get).toList(), mode), inputs, operands, by);
    }

    /** What compilation makes of it, for people. */
    String explained(Mode mode) {
        return placed(() -> isOfTensors() ? Kernels.explain(ofArrays(mode), mode) : Kernels.explain(stable(mode), gradient(mode), inputs, mode));
    }

    /** Class files by their names in a jar. */
    Map<String, byte[]> classFiles(Mode mode, String packageName, String className) {
        return placed(() -> isOfTensors() ? Kernels.classFiles(ofArrays(mode), mode, packageName, className)
                : Kernels.classFiles(stable(mode), gradient(mode), inputs, mode, packageName, className));
    }

    // What compiles has no text of its own to point at.
    private <T> T placed(Supplier<T> compiling) {
        try {
            return compiling.get();
        } catch (FluxionException e) {
            throw e.source().isEmpty() && e.diagnostic().span().equals(Span.NONE) ? e.at(place) : e;
        }
    }

    /** The methods of the class, where they depend on the shapes of the inputs. */
    List<String> signatures(Mode mode) {
        return isOfTensors() ? ofArrays(mode).signatures() : List.of();
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /**
     * Names of classes by names of functions: the name with a capital letter; of several names that differ by case alone the one that begins with a capital
     * keeps it and the others are numbered, as some file systems do not tell such names apart.
     */
    static Map<String, String> classNames(List<String> names) {
        Map<String, String> classes = new LinkedHashMap<>();
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<String> capitalsFirst = names.stream().sorted(Comparator.comparing(name -> !capitalised(name).equals(name))).toList();
        capitalsFirst.stream().filter(name -> taken.add(capitalised(name))).forEach(name -> classes.put(name, capitalised(name)));
        for (String name : capitalsFirst) {
            for (int number = 2; !classes.containsKey(name); number++) {
                if (taken.add(capitalised(name) + number)) {
                    classes.put(name, capitalised(name) + number);
                }
            }
        }
        return classes;
    }
}
