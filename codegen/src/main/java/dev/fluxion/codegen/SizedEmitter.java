package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.fluxion.codegen.SizedStep.Body;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.operator.Operator.JavaMethod;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Steps of any sizes to static methods of a class, each of which makes one array. */
final class SizedEmitter {
    static final MethodTypeDesc STEP = MethodTypeDesc.of(CD_void, SizeTable.INTS, NestEmitter.DOUBLES.arrayType());
    private static final MethodTypeDesc ROW = MethodTypeDesc.of(CD_void, NestEmitter.DOUBLES, CD_int, CD_int, CD_int, NestEmitter.DOUBLES, CD_int, CD_int);
    private static final MethodTypeDesc MATRIX = MethodTypeDesc.of(NestEmitter.DOUBLES, NestEmitter.DOUBLES.arrayType(), CD_int);
    private static final int MOST_ENTRIES = 50; // of one method that stores them one by one

    private final ClassDesc self;
    private final ClassBuilder builder;
    private final SizeTable table;
    private final RoundsMethods rounds;
    private final List<double[]> templates;
    private final String prefix; // of the names of methods
    private int bodies;

    SizedEmitter(ClassDesc self, ClassBuilder builder, SizeTable table) {
        this(self, builder, table, new RoundsMethods(self), new ArrayList<>(), "");
    }

    private SizedEmitter(ClassDesc self, ClassBuilder builder, SizeTable table, RoundsMethods rounds, List<double[]> templates, String prefix) {
        this.self = self;
        this.builder = builder;
        this.table = table;
        this.rounds = rounds;
        this.templates = templates;
        this.prefix = prefix;
    }

    /** Numbers that arrays begin as, each in a static field. */
    List<double[]> templates() {
        return templates;
    }

    /** The method of a step. */
    String name(SizedStep step) {
        return prefix + "step" + step.result();
    }

    /** Emits the method of a step, and those that it calls. */
    void emit(SizedStep step) {
        switch (step) {
            case SizedStep.Nest n -> {
                String body = body(n.body());
                String scale = n.scale().map(this::body).orElse("");
                method(name(n), code -> new NestEmitter(self, code, table).emit(n, body, scale));
            }
            case SizedStep.Rows r -> method(name(r), code -> rows(code, r));
            case SizedStep.Matrix m -> method(name(m), code -> matrix(code, m));
            case SizedStep.Written w -> written(w);
            case SizedStep.Repeat r -> repeat(r);
            case SizedStep.Count c -> method(name(c), code -> {
                int result = new NestEmitter(self, code, table).makeResult(c);
                code.aload(result).loadConstant(0);
                table.load(code, NestEmitter.SIZES, table.length(c.size()));
                code.i2d().dastore();
            });
        }
    }

    private void method(String name, Consumer<CodeBuilder> body) {
        builder.withMethodBody(name, STEP, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, code -> {
            body.accept(code);
            code.return_();
        });
    }

    /** Whether an entry is computed by one method that the virtual machine compiles. */
    static boolean isShort(Body body) {
        return isShort(Schedule.of(body.program(), true));
    }

    private static boolean isShort(Schedule schedule) {
        return schedule.chunks() == 1 && schedule.template().length == 0;
    }

    private String body(Body body) {
        if (body.isEntry() || body.number().isPresent()) {
            return "";
        }
        String name = prefix + "entry" + bodies++;
        Schedule schedule = Schedule.of(body.program(), true);
        if (!isShort(schedule)) {
            throw FluxionException.unsupported("a class file of a formula of tensors that computes one entry by " + body.program().instructions().size() + " operations");
        }
        int inputs = body.reads().size();
        boolean inArray = inputs > NestEmitter.MOST_ARGUMENTS;
        Values.Frame frame = inArray ? new Values.Frame(0, -1, -1, 1) : new Values.Frame(-1, -1, -1, 2 * inputs, 0);
        builder.withMethodBody(name, inArray ? MethodTypeDesc.of(CD_double, NestEmitter.DOUBLES) : Values.doubles(inputs), ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                code -> {
                    Values values = new Values(code, body.program(), schedule, frame, rounds);
                    values.chunk(0, 1);
                    values.load(body.program().outputs().getFirst());
                    code.dreturn();
                });
        return name;
    }

    private static void load(CodeBuilder code, int array) {
        code.aload(NestEmitter.ARRAYS);
        Values.index(code, array);
        code.aaload();
    }

    private static Size entries(List<Size> sizes) {
        return sizes.stream().reduce(Size.ONE, Size::times);
    }

    private void rows(CodeBuilder code, SizedStep.Rows rows) {
        int result = new NestEmitter(self, code, table).makeResult(rows);
        List<Size> sizes = rows.whole().sizes();
        int operand = code.allocateLocal(TypeKind.REFERENCE);
        load(code, rows.operand());
        code.astore(operand);
        int count = local(code, sizes.get(rows.axis()));
        int stride = local(code, entries(sizes.subList(rows.axis() + 1, sizes.size())));
        int outer = code.allocateLocal(TypeKind.INT);
        int inner = code.allocateLocal(TypeKind.INT);
        JavaMethod method = rows.operator().method();
        boolean keeps = rows.operator().keepsAxis();
        loop(code, outer, local(code, entries(sizes.subList(0, rows.axis()))), () -> loop(code, inner, stride, () -> {
            code.aload(operand).iload(outer).iload(stride).imul().iload(count).imul().iload(inner).iadd().iload(stride).iload(count).aload(result);
            code.iload(outer).iload(stride).imul();
            if (keeps) {
                code.iload(count).imul();
            }
            code.iload(inner).iadd();
            if (keeps) {
                code.iload(stride);
            } else {
                code.loadConstant(1);
            }
            code.invokestatic(method.owner().describeConstable().orElseThrow(), method.name(), ROW);
        }));
    }

    private int local(CodeBuilder code, Size size) {
        int local = code.allocateLocal(TypeKind.INT);
        table.load(code, NestEmitter.SIZES, table.length(size));
        code.istore(local);
        return local;
    }

    private static void loop(CodeBuilder code, int index, int count, Runnable body) {
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.loadConstant(0).istore(index).labelBinding(top).iload(index).iload(count).if_icmpge(end);
        body.run();
        code.iinc(index, 1).goto_(top).labelBinding(end);
    }

    private void matrix(CodeBuilder code, SizedStep.Matrix matrix) {
        code.aload(NestEmitter.ARRAYS);
        Values.index(code, matrix.result());
        code.loadConstant(matrix.operands().size()).anewarray(NestEmitter.DOUBLES);
        for (int i = 0; i < matrix.operands().size(); i++) {
            code.dup().loadConstant(i);
            load(code, matrix.operands().get(i));
            code.aastore();
        }
        table.load(code, NestEmitter.SIZES, table.length(matrix.order()));
        JavaMethod method = matrix.operator().method();
        method.numbers().forEach(code::loadConstant);
        code.invokestatic(method.owner().describeConstable().orElseThrow(), method.name(),
                MATRIX.insertParameterTypes(2, Collections.nCopies(method.numbers().size(), CD_int).toArray(ClassDesc[]::new))).aastore();
        matrix.shape().sizes().forEach(table::length);
    }

    private void repeat(SizedStep.Repeat repeat) {
        List<List<String>> calls = new ArrayList<>();
        for (int pass = 0; pass < repeat.bodies().size(); pass++) {
            SizedEmitter inside = new SizedEmitter(self, builder, table, rounds, templates, name(repeat) + "pass" + pass);
            List<SizedStep> steps = repeat.bodies().get(pass).needed();
            steps.forEach(inside::emit);
            calls.add(steps.stream().map(inside::name).toList());
        }
        method(name(repeat), code -> new RepeatEmitter(self, code, repeat, calls).body());
    }

    // Numbers that are given come from an array of them, the others are stored over it.
    private void written(SizedStep.Written written) {
        double[] numbers = written.entries().stream().mapToDouble(entry -> entry.number().orElse(0)).toArray();
        String template = "template" + templates.size();
        templates.add(numbers);
        builder.withField(template, NestEmitter.DOUBLES, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        List<Integer> computed = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (written.entries().get(i).number().isEmpty()) {
                computed.add(i);
            }
        }
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < computed.size(); from += MOST_ENTRIES) {
            List<Integer> part = computed.subList(from, Math.min(computed.size(), from + MOST_ENTRIES));
            List<String> names = part.stream().map(entry -> body(written.entries().get(entry))).toList();
            parts.add(name(written) + "part" + from);
            method(parts.getLast(), code -> {
                for (int i = 0; i < part.size(); i++) {
                    Body body = written.entries().get(part.get(i));
                    NestEmitter entry = new NestEmitter(self, code, table);
                    entry.prepare(body);
                    load(code, written.result());
                    Values.index(code, part.get(i));
                    entry.call(body, names.get(i), () -> { });
                    code.dastore();
                }
            });
        }
        method(name(written), code -> {
            code.aload(NestEmitter.ARRAYS);
            Values.index(code, written.result());
            code.getstatic(self, template, NestEmitter.DOUBLES).invokevirtual(NestEmitter.DOUBLES, "clone", MethodTypeDesc.of(ConstantDescs.CD_Object))
                    .checkcast(NestEmitter.DOUBLES).aastore();
            parts.forEach(part -> code.aload(NestEmitter.SIZES).aload(NestEmitter.ARRAYS).invokestatic(self, part, STEP));
        });
    }

    /** The methods that bodies call. */
    void finish() {
        rounds.emit(builder);
    }
}
