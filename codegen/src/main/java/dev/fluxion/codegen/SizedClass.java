package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.fluxion.codegen.ClassEmitter.Emitted;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.MethodParameterInfo;
import java.lang.classfile.attribute.MethodParametersAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The class of a formula of tensors: public methods that check what they are given, make the sizes and arrays of a call, and take one step after the other. */
final class SizedClass {
    private static final ClassDesc SELF = ClassDesc.of("dev.fluxion.codegen.Kernel");
    private static final ClassDesc DOUBLES = NestEmitter.DOUBLES;
    private static final int MOST_SLOTS = 255; // of the arguments of a method, the object among them
    private static final int MOST_STEPS = 10_000; // of which a class has room for the names
    private static final int MOST_CALLS = 500; // of one method, which the virtual machine is to compile

    private final ArrayFunction function;
    private final SizedProgram program;
    private final List<String> sizeNames;
    private final List<String> asked;
    private final SizeTable table;
    private final Map<Integer, Integer> locals = new HashMap<>(); // of inputs
    private final Map<SizedStep, String> methodNames = new HashMap<>();

    private SizedClass(ArrayFunction function, Mode mode) {
        this.function = function;
        this.program = SizedPlanner.plan(function.outputs(), function.inputs(), mode);
        this.sizeNames = function.sizeNames();
        this.asked = function.asked();
        this.table = new SizeTable(SELF, sizeNames);
    }

    /** A public method; {@code results} are positions among the roots. */
    private record Method(String name, List<Integer> results, boolean returns) {}

    /** The class, as {@link Exported} takes it. */
    static Emitted emit(ArrayFunction function, Mode mode) {
        SizedClass made = new SizedClass(function, mode);
        List<double[]> templates = new ArrayList<>();
        byte[] bytes = ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG).build(SELF, builder -> templates.addAll(made.emit(builder)));
        return new Emitted(bytes, templates);
    }

    /** The steps of the value, and of all. */
    static String explain(ArrayFunction function, Mode mode) {
        SizedClass made = new SizedClass(function, mode);
        StringBuilder text = new StringBuilder();
        for (Method method : made.methods()) {
            List<SizedStep> steps = made.steps(method);
            text.append(method.name).append(": ").append(steps.size()).append(steps.size() == 1 ? " step\n" : " steps\n");
            steps.forEach(step -> text.append("  ").append(step.text()).append('\n'));
            text.append("  return ").append(String.join(", ", method.results.stream().map(root -> "a" + made.program.roots().get(root)).toList())).append('\n');
        }
        return text + String.join("\n", function.signatures()) + "\n" + Listing.sizes(emit(function, mode));
    }

    private List<Method> methods() {
        List<Integer> gradient = IntStream.rangeClosed(1, function.gradient().size()).boxed().toList();
        Method value = new Method("value", List.of(0), true);
        return gradient.isEmpty() ? List.of(value) : List.of(value, new Method("gradient", gradient, false),
                new Method("valueAndGradient", Stream.concat(Stream.of(0), gradient.stream()).toList(), true));
    }

    private List<SizedStep> steps(Method method) {
        return program.stepsFor(method.results.stream().map(program.roots()::get).toList());
    }

    private List<double[]> emit(ClassBuilder builder) {
        builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
        SizedEmitter steps = new SizedEmitter(SELF, builder, table);
        program.steps().forEach(steps::emit);
        program.steps().forEach(step -> methodNames.put(step, steps.name(step)));
        program.required().forEach(table::length);
        methods().forEach(method -> method(builder, method));
        steps.finish();
        table.emit(builder);
        return steps.templates();
    }

    private List<Integer> stored(Method method) {
        return method.results.stream().filter(root -> root > 0).toList();
    }

    private void method(ClassBuilder builder, Method method) {
        List<ClassDesc> types = new ArrayList<>();
        List<String> names = new ArrayList<>(function.sizeArguments());
        asked.forEach(size -> types.add(CD_int));
        function.inputs().forEach(input -> types.add(input.isScalar() ? CD_double : DOUBLES));
        names.addAll(function.names());
        for (int root : stored(method)) {
            types.add(DOUBLES);
            names.add(function.gradientNames().get(root - 1));
        }
        ClassDesc result = !method.returns ? CD_void : function.value().isScalar() ? CD_double : DOUBLES;
        if (1 + types.stream().mapToInt(type -> TypeKind.from(type).slotSize()).sum() > MOST_SLOTS) {
            throw FluxionException.unsupported("a class file of a formula of " + function.inputs().size() + " inputs beside tensors: a method of Java takes fewer");
        }
        if (steps(method).size() > MOST_STEPS) {
            throw FluxionException.unsupported("a class file of a formula of tensors of " + steps(method).size() + " steps");
        }
        List<String> calls = calls(builder, method);
        builder.withMethod(method.name, MethodTypeDesc.of(result, types), ClassFile.ACC_PUBLIC, made -> made
                .with(MethodParametersAttribute.of(names.stream().map(name -> MethodParameterInfo.ofParameter(Optional.of(name), 0)).toList()))
                .withCode(code -> body(code, method, calls)));
    }

    // The methods of the steps, or such as call some of them.
    private List<String> calls(ClassBuilder builder, Method method) {
        List<String> names = steps(method).stream().map(methodNames::get).toList();
        if (names.size() <= MOST_CALLS) {
            return names;
        }
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < names.size(); from += MOST_CALLS) {
            List<String> part = names.subList(from, Math.min(names.size(), from + MOST_CALLS));
            parts.add(method.name + "Part" + parts.size());
            builder.withMethodBody(parts.getLast(), SizedEmitter.STEP, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, code -> {
                part.forEach(name -> code.aload(0).aload(1).invokestatic(SELF, name, SizedEmitter.STEP));
                code.return_();
            });
        }
        return parts;
    }

    private void body(CodeBuilder code, Method method, List<String> calls) {
        int next = 1 + asked.size();
        for (int i = 0; i < function.inputs().size(); i++) {
            locals.put(i, next);
            next += function.inputs().get(i).isScalar() ? 2 : 1;
        }
        int firstResult = next;
        int sizes = code.allocateLocal(TypeKind.REFERENCE);
        int arrays = code.allocateLocal(TypeKind.REFERENCE);
        sizes(code, sizes);
        Values.index(code, program.arrays());
        code.anewarray(DOUBLES).astore(arrays);
        IntStream.range(0, function.inputs().size()).forEach(i -> given(code, i, sizes, arrays));
        List<Integer> stored = stored(method);
        for (int i = 0; i < stored.size(); i++) {
            Symbol by = function.inputs().get(function.by().get(stored.get(i) - 1));
            code.aload(firstResult + i);
            shape(code, by, function.gradientNames().get(stored.get(i) - 1), sizes);
            code.invokestatic(SizeTable.HELPERS, "room", MethodTypeDesc.of(CD_void, DOUBLES, CD_int, CD_String, CD_String, SizeTable.INTS, CD_String));
        }
        calls.forEach(name -> code.aload(sizes).aload(arrays).invokestatic(SELF, name, SizedEmitter.STEP));
        for (int i = 0; i < stored.size(); i++) {
            load(code, arrays, program.roots().get(stored.get(i)));
            code.aload(firstResult + i).invokestatic(SizeTable.HELPERS, "store", MethodTypeDesc.of(CD_void, DOUBLES, DOUBLES));
        }
        finish(code, method, arrays);
    }

    private void sizes(CodeBuilder code, int sizes) {
        for (String size : sizeNames) {
            int teller = function.teller(size);
            if (teller < 0) {
                code.iload(1 + asked.indexOf(size));
            } else {
                code.aload(locals.get(teller)).loadConstant(function.names().get(teller))
                        .invokestatic(SizeTable.HELPERS, "told", MethodTypeDesc.of(CD_int, DOUBLES, CD_String));
            }
        }
        table.make(code);
        code.astore(sizes);
    }

    private void given(CodeBuilder code, int input, int sizes, int arrays) {
        Symbol symbol = function.inputs().get(input);
        code.aload(arrays).loadConstant(input);
        if (symbol.isScalar()) {
            code.loadConstant(1).newarray(TypeKind.DOUBLE).dup().loadConstant(0).dload(locals.get(input)).dastore();
        } else {
            code.aload(locals.get(input));
            shape(code, symbol, function.names().get(input), sizes);
            code.invokestatic(SizeTable.HELPERS, "given", MethodTypeDesc.of(DOUBLES, DOUBLES, CD_int, CD_String, CD_String, SizeTable.INTS, CD_String));
        }
        code.aastore();
    }

    private void shape(CodeBuilder code, Symbol symbol, String name, int sizes) {
        symbol.shape().sizes().forEach(table::length);
        Size entries = table.length(symbol.shape().entries());
        table.load(code, sizes, entries);
        code.loadConstant(name).loadConstant(symbol.shape().toString()).aload(sizes).loadConstant(String.join(" ", sizeNames));
    }

    private static void load(CodeBuilder code, int arrays, int array) {
        code.aload(arrays);
        Values.index(code, array);
        code.aaload();
    }

    private void finish(CodeBuilder code, Method method, int arrays) {
        if (!method.returns) {
            code.return_();
            return;
        }
        int root = program.roots().getFirst();
        load(code, arrays, root);
        if (function.value().isScalar()) {
            code.loadConstant(0).daload().dreturn();
        } else if (root < function.inputs().size()) { // not the caller's own
            code.invokevirtual(DOUBLES, "clone", MethodTypeDesc.of(CD_Object)).checkcast(DOUBLES).areturn();
        } else {
            code.areturn();
        }
    }
}
