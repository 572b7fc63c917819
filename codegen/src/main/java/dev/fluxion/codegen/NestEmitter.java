package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_double;

import dev.fluxion.codegen.LabelOrder.Level;
import dev.fluxion.codegen.LabelOrder.Tie;
import dev.fluxion.codegen.SizedStep.Body;
import dev.fluxion.codegen.SizedStep.Nest;
import dev.fluxion.codegen.SizedStep.Read;
import dev.fluxion.symbolic.Size;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Emits the loops of one step: a method of the array of sizes and of all arrays. */
final class NestEmitter {
    static final int SIZES = 0;
    static final int ARRAYS = 1;
    static final ClassDesc DOUBLES = CD_double.arrayType();
    /** The most numbers that a method takes as arguments, of two slots each. */
    static final int MOST_ARGUMENTS = 100;

    private final ClassDesc self;
    private final CodeBuilder code;
    private final SizeTable table;
    private final Map<Size, Integer> sizes = new HashMap<>();
    private final Map<Integer, Integer> arrays = new HashMap<>();
    private final Map<Read, Integer> fixed = new HashMap<>(); // entries that stay the same where they are used
    private final Map<Integer, Integer> scratch = new HashMap<>(); // by how many numbers they hold
    private final Map<Integer, Integer> labels = new HashMap<>();
    private Nest nest;
    private String body;
    private String scale;
    private int out;
    private int total;

    NestEmitter(ClassDesc self, CodeBuilder code, SizeTable table) {
        this.self = self;
        this.code = code;
        this.table = table;
    }

    /**
     * The whole step.
     *
     * @param bodyName the method of the formula of an entry
     * @param scaleName that of what becomes of a sum
     */
    void emit(Nest step, String bodyName, String scaleName) {
        nest = step;
        body = bodyName;
        scale = scaleName;
        out = makeResult(nest);
        arrays.put(nest.result(), out);
        prepare(nest.body());
        nest.scale().ifPresent(this::prepare);
        nest.ranges().stream().map(table::length).forEach(this::size);
        offsetSizes(nest.written()).forEach(this::size);
        nest.levels().forEach(level -> tieSizes(level).forEach(this::size));
        for (int label = 0; label < nest.ranges().size(); label++) {
            labels.put(label, code.allocateLocal(TypeKind.INT));
            code.loadConstant(0).istore(labels.get(label));
        }
        total = sumsInside() ? code.allocateLocal(TypeKind.DOUBLE) : -1;
        Label end = code.newLabel();
        level(0, end);
        code.labelBinding(end);
        if (nest.sums() && !sumsInside() && nest.scale().isPresent()) {
            scaleAll();
        }
    }

    /** Makes an array of a step and puts it in its place; the local that holds it. */
    int makeResult(SizedStep step) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        Size entries = table.length(step.shape().entries());
        code.aload(ARRAYS);
        Values.index(code, step.result());
        table.load(code, SIZES, entries);
        code.newarray(TypeKind.DOUBLE).dup().astore(local).aastore();
        step.shape().sizes().forEach(table::length);
        return local;
    }

    /** Loads what the formula of an entry reads. */
    void prepare(Body formula) {
        for (Read read : formula.reads()) {
            if (!arrays.containsKey(read.array())) {
                int local = code.allocateLocal(TypeKind.REFERENCE);
                code.aload(ARRAYS);
                Values.index(code, read.array());
                code.aaload().astore(local);
                arrays.put(read.array(), local);
            }
            offsetSizes(read).forEach(this::size);
            if (read.strides().isEmpty() && !fixed.containsKey(read) && (nest == null || read.array() != nest.result())) {
                fix(read);
            }
        }
        if (formula.reads().size() > MOST_ARGUMENTS && !scratch.containsKey(formula.reads().size())) {
            int local = code.allocateLocal(TypeKind.REFERENCE);
            Values.index(code, formula.reads().size());
            code.newarray(TypeKind.DOUBLE).astore(local);
            scratch.put(formula.reads().size(), local);
        }
    }

    private static Set<Size> offsetSizes(Read read) {
        Set<Size> used = new HashSet<>(read.strides().values());
        used.add(read.offset());
        return used;
    }

    private static Set<Size> tieSizes(Level level) {
        return switch (level) {
            case LabelOrder.Run r -> Set.of();
            case LabelOrder.Solve s -> tieSizes(s.tie());
            case LabelOrder.Split s -> tieSizes(s.tie());
            case LabelOrder.Test t -> tieSizes(t.tie());
        };
    }

    private static Set<Size> tieSizes(Tie tie) {
        Set<Size> used = new HashSet<>(List.of(tie.offset()));
        tie.terms().forEach(term -> used.add(term.coefficient()));
        return used;
    }

    private void size(Size size) {
        if (!size.isLiteral() && !sizes.containsKey(size)) {
            int local = code.allocateLocal(TypeKind.INT);
            table.load(code, SIZES, size);
            code.istore(local);
            sizes.put(size, local);
        }
    }

    private void load(Size size) {
        if (size.isLiteral()) {
            table.load(code, SIZES, size);
        } else {
            code.iload(sizes.get(size));
        }
    }

    // Sums stay in a local variable where every label of the result has its value before the first that is added up runs.
    private boolean sumsInside() {
        return nest.sums() && nest.levels().subList(0, outer()).stream().noneMatch(level -> level instanceof LabelOrder.Run r && r.label() >= nest.shape().rank());
    }

    private int outer() {
        int last = 0;
        for (int i = 0; i < nest.levels().size(); i++) {
            last = nest.levels().get(i).labels().stream().anyMatch(label -> label < nest.shape().rank()) ? i + 1 : last;
        }
        return last;
    }

    private void level(int depth, Label next) {
        if (sumsInside() && depth == outer()) {
            Label stored = code.newLabel();
            code.loadConstant(0.0).dstore(total);
            inside(depth, stored);
            code.labelBinding(stored);
            code.aload(out);
            position(nest.written());
            total();
            code.dastore();
        } else {
            inside(depth, next);
        }
    }

    private void total() {
        if (nest.scale().isEmpty()) {
            code.dload(total);
        } else {
            call(nest.scale().get(), scale, () -> code.dload(total));
        }
    }

    private void inside(int depth, Label next) {
        if (depth == nest.levels().size()) {
            innermost();
            return;
        }
        switch (nest.levels().get(depth)) {
            case LabelOrder.Run r -> run(r, depth);
            case LabelOrder.Solve s -> {
                solve(s, next);
                level(depth + 1, next);
            }
            case LabelOrder.Split s -> {
                split(s, next);
                level(depth + 1, next);
            }
            case LabelOrder.Test t -> {
                rest(t.tie(), Set.of());
                code.ifne(next);
                level(depth + 1, next);
            }
        }
    }

    private void run(LabelOrder.Run run, int depth) {
        int index = labels.get(run.label());
        List<Read> before = depth == nest.levels().size() - 1 ? nest.body().reads().stream()
                .filter(read -> !fixed.containsKey(read) && !read.strides().containsKey(run.label())).toList() : List.of();
        before.forEach(this::fix);
        Label top = code.newLabel();
        Label again = code.newLabel();
        Label end = code.newLabel();
        code.loadConstant(0).istore(index).labelBinding(top).iload(index);
        load(nest.ranges().get(run.label()));
        code.if_icmpge(end);
        level(depth + 1, again);
        code.labelBinding(again).iinc(index, 1).goto_(top).labelBinding(end);
        before.forEach(fixed::remove);
    }

    // The virtual machine cannot know that what is stored is not what is read.
    private void fix(Read read) {
        int local = code.allocateLocal(TypeKind.DOUBLE);
        entry(read);
        code.dstore(local);
        fixed.put(read, local);
    }

    // The terms of an equation beside some labels.
    private void rest(Tie tie, Set<Integer> without) {
        load(tie.offset());
        for (LabelOrder.Term term : tie.terms()) {
            if (!without.contains(term.label())) {
                code.iload(labels.get(term.label()));
                load(term.coefficient());
                code.imul().iadd();
            }
        }
    }

    private void solve(LabelOrder.Solve solve, Label next) {
        Size coefficient = solve.term().coefficient();
        int index = labels.get(solve.term().label());
        rest(solve.tie(), Set.of(solve.term().label()));
        if (LabelOrder.isUnit(coefficient)) {
            code.loadConstant((int) -coefficient.literal()).imul().istore(index);
        } else {
            code.istore(index).iload(index);
            load(coefficient);
            code.irem().ifne(next).iload(index);
            load(coefficient);
            code.idiv().ineg().istore(index);
        }
        requireInside(solve.term().label(), next);
    }

    private void requireInside(int label, Label next) {
        code.iload(labels.get(label)).iflt(next).iload(labels.get(label));
        load(nest.ranges().get(label));
        code.if_icmpge(next);
    }

    private void split(LabelOrder.Split split, Label next) {
        int low = labels.get(split.low().label());
        int high = labels.get(split.high().label());
        rest(split.tie(), Set.of(split.low().label(), split.high().label()));
        code.loadConstant((int) -split.low().coefficient().literal()).imul().istore(high).iload(high).iflt(next);
        code.iload(high);
        load(nest.ranges().get(split.low().label()));
        code.irem().istore(low).iload(high);
        load(nest.ranges().get(split.low().label()));
        code.idiv().istore(high);
        requireInside(split.high().label(), next);
    }

    private void innermost() {
        if (sumsInside()) {
            code.dload(total);
            call(nest.body(), body, () -> { });
            code.dadd().dstore(total);
            return;
        }
        code.aload(out);
        position(nest.written());
        if (nest.sums()) {
            code.dup2().daload();
        }
        call(nest.body(), body, () -> { });
        if (nest.sums()) {
            code.dadd();
        }
        code.dastore();
    }

    private void position(Read read) {
        load(read.offset());
        read.strides().forEach((label, stride) -> {
            code.iload(labels.get(label));
            if (!stride.isOne()) {
                load(stride);
                code.imul();
            }
            code.iadd();
        });
    }

    private void entry(Read read) {
        code.aload(arrays.get(read.array()));
        position(read);
        code.daload();
    }

    /** Puts the value of a formula on the stack; {@code first} that of an entry of the result that is being made. */
    void call(Body formula, String name, Runnable first) {
        if (formula.number().isPresent()) {
            code.loadConstant(formula.number().getAsDouble());
            return;
        }
        boolean inArray = formula.reads().size() > MOST_ARGUMENTS;
        for (int i = 0; i < formula.reads().size(); i++) {
            if (inArray) {
                code.aload(scratch.get(formula.reads().size()));
                Values.index(code, i);
            }
            value(formula.reads().get(i), first);
            if (inArray) {
                code.dastore();
            }
        }
        if (inArray) {
            code.aload(scratch.get(formula.reads().size()));
        }
        if (!formula.isEntry()) {
            code.invokestatic(self, name, inArray ? MethodTypeDesc.of(CD_double, DOUBLES) : Values.doubles(formula.reads().size()));
        }
    }

    private void value(Read read, Runnable first) {
        if (nest != null && read.array() == nest.result()) {
            first.run();
        } else if (fixed.containsKey(read)) {
            code.dload(fixed.get(read));
        } else {
            entry(read);
        }
    }

    private void scaleAll() {
        int index = code.allocateLocal(TypeKind.INT);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.loadConstant(0).istore(index).labelBinding(top).iload(index).aload(out).arraylength().if_icmpge(end).aload(out).iload(index);
        call(nest.scale().orElseThrow(), scale, () -> code.aload(out).iload(index).daload());
        code.dastore().iinc(index, 1).goto_(top).labelBinding(end);
    }
}
