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
    // Above this, the virtual machine takes longer than a few seconds to compile the methods of a class.
    private static final int MOST_INSTRUCTIONS = 100_000;
    private static final KernelCache<ScalarKernel> SCALARS = new KernelCache<>();
    private static final KernelCache<VectorFunction> VECTORS = new KernelCache<>();
    private static final KernelCache<RowKernel> ROWS = new KernelCache<>();

    private Kernels() {}

    /**
     * The kernel of a scalar and its partial derivatives, in {@link Mode#FAST}.
     *
     * @param gradient one scalar per input
     * @param inputs scalar symbols, each once
     * @throws IllegalArgumentException if there is not one partial derivative per input, or an input is given twice
     * @throws dev.fluxion.grammar.FluxionException if a symbol is no input ({@code NAME}), or a formula is no scalar or has no compiled form, such as
     * a function that is only named ({@code UNSUPPORTED})
     */
    public static ScalarKernel compile(Expression value, List<Expression> gradient, List<Symbol> inputs) {
        return compile(value, gradient, inputs, Mode.FAST);
    }

    /**
     * The same in a mode; the accurate one needs a gradient in accurate form, as the entry points of {@link dev.fluxion.Fluxion} make it.
     *
     * @throws dev.fluxion.grammar.FluxionException as the other
     * @throws IllegalArgumentException if there is not one partial derivative per input, or an input is given twice
     */
    public static ScalarKernel compile(Expression value, List<Expression> gradient, List<Symbol> inputs, Mode mode) {
        if (gradient.size() != inputs.size()) {
            throw new IllegalArgumentException(gradient.size() + " partial derivatives by " + inputs.size() + " inputs");
        }
        List<Expression> all = new ArrayList<>(gradient);
        all.addFirst(value);
        return SCALARS.get(all, inputs, mode, () -> {
            Emitted emitted = ClassEmitter.emit(ScalarKernel.class, methods(value, gradient, inputs, mode));
            return HiddenClasses.instance(ScalarKernel.class, emitted.bytes(), emitted.templates());
        });
    }

    /**
     * The programs of a scalar's value and partial derivatives, and the sizes of the methods they become, in bytes.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, List, List)}
     * @throws IllegalArgumentException if an input is given twice
     */
    public static String explain(Expression value, List<Expression> gradient, List<Symbol> inputs, Mode mode) {
        List<Method> methods = methods(value, gradient, inputs, mode);
        return Listing.of(methods, ClassEmitter.emit(ScalarKernel.class, methods));
    }

    /**
     * Class files that need nothing but the Java platform, by their names in a jar. The class is public with a constructor without arguments and the
     * methods of {@link ScalarKernel} on numbers in double precision.
     *
     * @param packageName with dots; empty for the unnamed package
     * @param className a simple name of Java
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, List, List)}, and {@code UNSUPPORTED} if a function needs
     * a table of numbers
     * @throws IllegalArgumentException if an input is given twice, or a name is none of Java
     */
    public static Map<String, byte[]> classFiles(Expression value, List<Expression> gradient, List<Symbol> inputs, Mode mode, String packageName,
            String className) {
        return Exported.files(ClassEmitter.emit(ScalarKernel.class, methods(value, gradient, inputs, mode)), packageName, className);
    }

    /**
     * Class files of a formula of tensors that need nothing but the Java platform, by their names in a jar. The class is public with a constructor
     * without arguments and the methods of {@link ArrayFunction#signatures}; sizes are those of the arguments of each call.
     *
     * @param packageName with dots; empty for the unnamed package
     * @param className a simple name of Java
     * @throws dev.fluxion.grammar.FluxionException if a symbol is no input ({@code NAME}), or there is something that such a class cannot compute, as a
     * fold ({@code UNSUPPORTED})
     * @throws IllegalArgumentException if a name is none of Java
     */
    public static Map<String, byte[]> classFiles(ArrayFunction function, Mode mode, String packageName, String className) {
        return Exported.files(SizedClass.emit(function, mode), packageName, className);
    }

    /**
     * The steps of a formula of tensors, and the sizes of the methods they become, in bytes.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #classFiles(ArrayFunction, Mode, String, String)}
     */
    public static String explain(ArrayFunction function, Mode mode) {
        return SizedClass.explain(function, mode);
    }

    static List<Method> methods(Expression value, List<Expression> gradient, List<Symbol> inputs, Mode mode) {
        Program alone = Lowering.lower(List.of(value), inputs, mode);
        List<Expression> both = new ArrayList<>(gradient);
        both.addFirst(value);
        List<Method> methods = new ArrayList<>();
        if (!inputs.isEmpty() && inputs.size() <= MOST_ARGUMENTS) {
            methods.add(new Method("value", Form.DIRECT, alone));
        }
        methods.add(new Method("value", Form.VALUE, alone));
        methods.add(new Method("gradient", Form.STORE, Lowering.lower(gradient, inputs, mode)));
        methods.add(new Method("valueAndGradient", Form.BOTH, Lowering.lower(both, inputs, mode)));
        return methods;
    }

    /**
     * The function that computes several scalars from scalar inputs, in {@link Mode#FAST}.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, List, List)}
     * @throws IllegalArgumentException if an input is given twice
     */
    public static VectorFunction compile(List<Expression> outputs, List<Symbol> inputs) {
        return compile(outputs, inputs, Mode.FAST);
    }

    /**
     * The same in a mode.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, List, List)}
     * @throws IllegalArgumentException if an input is given twice
     */
    public static VectorFunction compile(List<Expression> outputs, List<Symbol> inputs, Mode mode) {
        return VECTORS.get(outputs, inputs, mode, () -> function(Lowering.lower(outputs, inputs, mode)));
    }

    private static VectorFunction function(Program program) {
        if (program.instructions().size() > MOST_INSTRUCTIONS) {
            return new FlatProgram(program);
        }
        Emitted emitted = ClassEmitter.emit(VectorFunction.class, List.of(new Method("apply", Form.STORE, program)));
        return HiddenClasses.instance(VectorFunction.class, emitted.bytes(), emitted.templates());
    }

    /**
     * The kernel that computes several scalars for many rows of scalar inputs, in lanes where the machine has them, in {@link Mode#FAST}.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, List, List)}
     * @throws IllegalArgumentException if an input is given twice
     */
    public static RowKernel rows(List<Expression> outputs, List<Symbol> inputs) {
        return rows(outputs, inputs, Mode.FAST);
    }

    /**
     * The same in a mode.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, List, List)}
     * @throws IllegalArgumentException if an input is given twice
     */
    public static RowKernel rows(List<Expression> outputs, List<Symbol> inputs, Mode mode) {
        Lanes.advise();
        return ROWS.get(outputs, inputs, mode, () -> new RowKernel(Lowering.lower(outputs, inputs, mode), Lanes.available()));
    }

    /**
     * The program of several scalars of scalar inputs, to be read or interpreted, in {@link Mode#FAST}.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, List, List)}
     * @throws IllegalArgumentException if an input is given twice
     */
    public static Program program(List<Expression> outputs, List<Symbol> inputs) {
        return program(outputs, inputs, Mode.FAST);
    }

    /**
     * The same in a mode.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link #compile(Expression, List, List)}
     * @throws IllegalArgumentException if an input is given twice
     */
    public static Program program(List<Expression> outputs, List<Symbol> inputs, Mode mode) {
        return Lowering.lower(outputs, inputs, mode);
    }
}
