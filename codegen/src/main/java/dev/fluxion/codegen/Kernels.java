package dev.fluxion.codegen;

import dev.fluxion.codegen.ClassEmitter.Emitted;
import dev.fluxion.codegen.ClassEmitter.Form;
import dev.fluxion.codegen.ClassEmitter.Method;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles expressions to classes; equal formulas share a kernel while it is in use. A formula that cannot be compiled is a diagnostic that says why. */
public final class Kernels {
    private static final int MOST_ARGUMENTS = 4;
    private static final KernelCache<ScalarKernel> SCALARS = new KernelCache<>();
    private static final KernelCache<VectorFunction> VECTORS = new KernelCache<>();
    private static final KernelCache<RowKernel> ROWS = new KernelCache<>();

    private Kernels() {}

    /**
     * The kernel of a scalar and its partial derivatives.
     *
     * @param gradient one scalar per input
     * @param inputs scalar symbols, each once
     */
    public static ScalarKernel compile(Expression value, List<Expression> gradient, List<Symbol> inputs) {
        if (gradient.size() != inputs.size()) {
            throw new IllegalArgumentException(gradient.size() + " partial derivatives by " + inputs.size() + " inputs");
        }
        List<Expression> all = new ArrayList<>(gradient);
        all.addFirst(value);
        return SCALARS.get(all, inputs, () -> {
            Emitted emitted = ClassEmitter.emit(ScalarKernel.class, methods(value, gradient, inputs));
            return HiddenClasses.instance(ScalarKernel.class, emitted.bytes(), emitted.templates());
        });
    }

    /** The programs of a scalar's value and partial derivatives, and the sizes of the methods they become. */
    public static String explain(Expression value, List<Expression> gradient, List<Symbol> inputs) {
        List<Method> methods = methods(value, gradient, inputs);
        return Listing.of(methods, ClassEmitter.emit(ScalarKernel.class, methods));
    }

    /**
     * Class files that need nothing but the Java platform, by their names in a jar. The class is public with a constructor without arguments and
     * the methods of {@link ScalarKernel}.
     */
    public static Map<String, byte[]> classFiles(Expression value, List<Expression> gradient, List<Symbol> inputs, String packageName,
            String className) {
        return Exported.files(ClassEmitter.emit(ScalarKernel.class, methods(value, gradient, inputs)), packageName, className);
    }

    static List<Method> methods(Expression value, List<Expression> gradient, List<Symbol> inputs) {
        Program alone = Lowering.lower(List.of(value), inputs);
        List<Expression> both = new ArrayList<>(gradient);
        both.addFirst(value);
        List<Method> methods = new ArrayList<>();
        if (!inputs.isEmpty() && inputs.size() <= MOST_ARGUMENTS) {
            methods.add(new Method("value", Form.DIRECT, alone));
        }
        methods.add(new Method("value", Form.VALUE, alone));
        methods.add(new Method("gradient", Form.STORE, Lowering.lower(gradient, inputs)));
        methods.add(new Method("valueAndGradient", Form.BOTH, Lowering.lower(both, inputs)));
        return methods;
    }

    /** The function that computes several scalars from scalar inputs. */
    public static VectorFunction compile(List<Expression> outputs, List<Symbol> inputs) {
        return VECTORS.get(outputs, inputs, () -> {
            Emitted emitted = ClassEmitter.emit(VectorFunction.class, List.of(new Method("apply", Form.STORE, Lowering.lower(outputs, inputs))));
            return HiddenClasses.instance(VectorFunction.class, emitted.bytes(), emitted.templates());
        });
    }

    /** The kernel that computes several scalars for many rows of scalar inputs, in lanes where the machine has them. */
    public static RowKernel rows(List<Expression> outputs, List<Symbol> inputs) {
        return ROWS.get(outputs, inputs, () -> new RowKernel(Lowering.lower(outputs, inputs), Lanes.available()));
    }

    /** The program of several scalars of scalar inputs, to be read or interpreted. */
    public static Program program(List<Expression> outputs, List<Symbol> inputs) {
        return Lowering.lower(outputs, inputs);
    }
}
