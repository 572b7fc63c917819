package dev.fluxion.codegen;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A formula of numbers, vectors and matrices with its partial derivatives, as a class for Java will have it. Its methods take the sizes that no vector
 * tells, then the inputs, then the arrays for partial derivatives; tensors are arrays in row-major order.
 *
 * @param value of any shape
 * @param gradient of a scalar, one for each of {@code by}; none for other values
 * @param inputs each once; every variable of the formulas is among them
 * @param names of the inputs, as the class calls them
 * @param by the positions among the inputs of those that the gradient is by
 */
public record ArrayFunction(Expression value, List<Expression> gradient, List<Symbol> inputs, List<String> names, List<Integer> by) {
    /**
     * Copies.
     *
     * @throws IllegalArgumentException if there is not one name for each input and one partial derivative for each of {@code by}, or a value that is no
     * scalar has any
     */
    public ArrayFunction {
        gradient = List.copyOf(gradient);
        inputs = List.copyOf(inputs);
        names = List.copyOf(names);
        by = List.copyOf(by);
        if (names.size() != inputs.size() || gradient.size() != by.size() || !value.isScalar() && !gradient.isEmpty()) {
            throw new IllegalArgumentException(inputs.size() + " inputs, " + names.size() + " names, " + gradient.size() + " partial derivatives by " + by.size());
        }
    }

    /** The methods of a class, as Java declares them. */
    public List<String> signatures() {
        List<String> signatures = new ArrayList<>(List.of((value.isScalar() ? "double" : "double[]") + " value(" + declared(false) + ")"));
        if (!gradient.isEmpty()) {
            signatures.add("void gradient(" + declared(true) + ")");
            signatures.add("double valueAndGradient(" + declared(true) + ")");
        }
        return signatures;
    }

    private String declared(boolean withGradient) {
        List<String> parts = new ArrayList<>(sizeArguments().stream().map(size -> "int " + size).toList());
        IntStream.range(0, inputs.size()).forEach(i -> parts.add((inputs.get(i).isScalar() ? "double " : "double[] ") + names.get(i)));
        if (withGradient) {
            gradientNames().forEach(name -> parts.add("double[] " + name));
        }
        return String.join(", ", parts);
    }

    /** What the sizes that are arguments are called: {@code size_m} where an input is called {@code m}. */
    List<String> sizeArguments() {
        Set<String> taken = new HashSet<>(names);
        return asked().stream().map(size -> free(names.contains(size) ? "size_" + size : size, taken)).toList();
    }

    /** What the arrays for partial derivatives are called: {@code by_w}, with a number behind it where something else is called so. */
    List<String> gradientNames() {
        Set<String> taken = new HashSet<>(names);
        taken.addAll(sizeArguments());
        return by.stream().map(input -> free("by_" + names.get(input), taken)).toList();
    }

    private static String free(String name, Set<String> taken) {
        return Stream.concat(Stream.of(name), IntStream.iterate(2, number -> number + 1).mapToObj(number -> name + number)).filter(taken::add).findFirst().orElseThrow();
    }

    /** The names of all sizes, in the order in which they occur in the inputs; those that occur in none come last. */
    List<String> sizeNames() {
        Set<String> found = new LinkedHashSet<>();
        inputs.forEach(input -> input.shape().sizes().forEach(size -> found.addAll(new TreeSet<>(size.names()))));
        Set<String> others = new TreeSet<>();
        Topology.of(outputs()).nodes().forEach(node -> sizes(node).forEach(size -> others.addAll(size.names())));
        found.addAll(others);
        return List.copyOf(found);
    }

    /** The value, then the partial derivatives. */
    List<Expression> outputs() {
        return Stream.concat(Stream.of(value), gradient.stream()).toList();
    }

    private static Stream<Size> sizes(Expression node) {
        Stream<Size> axes = node.shape().sizes().stream();
        if (node instanceof Product product) {
            return Stream.concat(axes, IntStream.range(0, product.labelCount()).mapToObj(product::size));
        }
        if (node instanceof Indicator indicator) {
            return Stream.of(axes, Stream.of(indicator.offset()), IntStream.range(0, indicator.shape().rank()).mapToObj(indicator::coefficient)).flatMap(each -> each);
        }
        return node instanceof Symbol symbol && symbol.role() == Symbol.Role.SIZE ? Stream.of(Size.named(symbol.name())) : axes;
    }

    /** The vector whose length is a size, or −1. */
    int teller(String size) {
        return IntStream.range(0, inputs.size()).filter(i -> inputs.get(i).shape().equals(Shape.of(Size.named(size)))).findFirst().orElse(-1);
    }

    /** The sizes that no vector tells, which are arguments. */
    List<String> asked() {
        return sizeNames().stream().filter(size -> teller(size) < 0).toList();
    }
}
