package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Emits one loop nest over arrays. Everything that does not change in the innermost loop is loaded before it: stores to arrays of one type
 * keep HotSpot from doing so itself. Indices of neighbouring entries differ by the loop's counter alone, which its vectoriser needs.
 */
final class LoopEmitter {
    static final ClassDesc SELF = ClassDesc.of("dev.fluxion.codegen.LoopOfKernel");
    static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, CD_Object.arrayType(), CD_int.arrayType(), CD_int, CD_int, CD_int, CD_int, CD_Object);
    static final int ARRAYS = 1;
    static final int NUMBERS = 2;
    static final int FROM = 3;
    static final int TO = 4;
    static final int FIRST = 5;
    static final int END = 6;
    static final int HELD = 7;

    private final CodeBuilder code;
    private final LoopForm form;
    private final Loop loop;
    private final LoopOrder order;
    private final boolean inLanes;
    private final TypeKind kind;
    private final ClassDesc arrayType;
    private final int[] counters;
    private final List<Integer> numbers;
    private final Map<Integer, Integer> arrayLocals = new HashMap<>();
    private final Map<Place, Integer> bases = new HashMap<>();
    private final Map<Access, Integer> hoisted = new HashMap<>();
    private final Optional<LoopParts> parts;
    private int total = -1;

    /** Where an access is when the innermost counter is 0. */
    private record Place(int offset, List<Integer> strides, boolean held) {}

    private LoopEmitter(CodeBuilder code, LoopForm form, boolean inLanes) {
        this.code = code;
        this.form = form;
        this.inLanes = inLanes;
        loop = form.loop();
        order = form.order();
        kind = form.precision() == Precision.FLOAT ? TypeKind.FLOAT : TypeKind.DOUBLE;
        arrayType = (form.precision() == Precision.FLOAT ? CD_float : CD_double).arrayType();
        counters = new int[loop.sizes().size()];
        numbers = IntStream.of(form.arrays()).boxed().toList();
        parts = order.sums() == LoopOrder.Sums.PARTS ? Optional.of(LoopParts.of(code, loop, form.precision(), inLanes)) : Optional.empty();
    }

    /**
     * The class of a loop.
     *
     * @param inLanes whether its innermost loop is in lanes, which the form has
     */
    static byte[] emit(LoopForm form, boolean inLanes) {
        return ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG).build(SELF, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            builder.withInterfaceSymbols(LoopKernel.class.describeConstable().orElseThrow());
            builder.withMethodBody("<init>", MTD_void, 0, code -> code.aload(0).invokespecial(CD_Object, "<init>", MTD_void).return_());
            if (inLanes && form.isCrossed()) {
                SquareTurns.declare(builder, SELF, form.precision());
                builder.withMethodBody(CrossedEmitter.ENTRIES, RUN, ClassFile.ACC_PRIVATE, code -> new LoopEmitter(code, form, false).body());
                builder.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> CrossedEmitter.emit(code, form));
                return;
            }
            if (inLanes && form.order().sums() == LoopOrder.Sums.PARTS) {
                LaneOperations.declareWide(builder, SELF, form.precision());
            } else if (inLanes) {
                LaneOperations.declareSpecies(builder, SELF, form.precision());
            }
            builder.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> new LoopEmitter(code, form, inLanes).body());
        });
    }

    private void body() {
        loop.reads().forEach(this::loadArray);
        loadArray(loop.write());
        form.chosen().ifPresent(places -> loadArray(places.places()));
        for (int axis = 0; axis < counters.length; axis++) {
            counters[axis] = code.allocateLocal(TypeKind.INT);
        }
        level(0);
        if (inLanes) {
            LaneOperations.keepApart(code);
        }
        code.return_();
    }

    private void loadArray(Access access) {
        arrayLocals.computeIfAbsent(access.array(), array -> {
            int local = code.allocateLocal(TypeKind.REFERENCE);
            if (array == Step.BLOCK) {
                code.aload(HELD);
            } else {
                code.aload(ARRAYS).aload(NUMBERS).loadConstant(numbers.indexOf(array)).iaload().aaload();
            }
            code.checkcast(arrayType).astore(local);
            return local;
        });
    }

    private boolean sumsInLocal() {
        return loop.sums() && !order.accumulates();
    }

    private void level(int level) {
        if (sumsInLocal() && level == loop.outer() && total < 0) {
            total = code.allocateLocal(TypeKind.DOUBLE);
            code.dconst_0().dstore(total);
            parts.ifPresent(LoopParts::start);
            level(level);
            storeTotal();
        } else if (level == order.axes().size()) {
            innermost(-1);
        } else if (level == order.axes().size() - 1) {
            int inner = order.axes().get(level);
            hoist(inner);
            start(inner);
            if (parts.isPresent()) {
                parts(inner, parts.get());
            } else if (inLanes) {
                lanes(inner);
            }
            turns(inner, () -> innermost(inner));
        } else {
            start(order.axes().get(level));
            turns(order.axes().get(level), () -> level(level + 1));
        }
    }

    private void start(int axis) {
        if (form.isInTurns(axis)) {
            code.iload(FIRST).istore(counters[axis]);
        } else if (form.isSplit(axis)) {
            code.iload(FROM).istore(counters[axis]);
        } else {
            code.iconst_0().istore(counters[axis]);
        }
    }

    private void pushEnd(int axis) {
        if (form.isInTurns(axis)) {
            code.iload(END);
        } else if (form.isSplit(axis)) {
            code.iload(TO);
        } else {
            code.loadConstant(loop.sizes().get(axis));
        }
    }

    private void turns(int axis, Runnable body) {
        if (form.chosen().isPresent() && form.chosen().get().axis() == axis) {
            chosenTurns(axis, form.chosen().get().places(), body);
            return;
        }
        turnsUntil(axis, () -> pushEnd(axis), body);
    }

    private void turnsUntil(int axis, Runnable pushEnd, Runnable body) {
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(counters[axis]);
        pushEnd.run();
        code.if_icmpge(end);
        body.run();
        code.iinc(counters[axis], 1).goto_(top).labelBinding(end);
    }

    private void chosenTurns(int axis, Access places, Runnable body) {
        int at = code.allocateLocal(TypeKind.INT);
        int last = code.allocateLocal(TypeKind.INT);
        address(places, -1);
        code.dup().istore(at);
        entry(places, at);
        code.iadd().loadConstant(Extremes.HEAD).iadd().istore(last).iinc(at, Extremes.HEAD);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(at).iload(last).if_icmpge(end);
        entry(places, at);
        code.istore(counters[axis]);
        body.run();
        code.iinc(at, 1).goto_(top).labelBinding(end);
    }

    private void entry(Access places, int at) {
        code.aload(arrayLocals.get(places.array())).iload(at).arrayLoad(kind);
        if (kind == TypeKind.FLOAT) {
            code.f2i();
        } else {
            code.d2i();
        }
    }

    // As far as whole vectors go; the loop behind it does the rest.
    private void lanes(int inner) {
        LoopLanes lanes = new LoopLanes(code, loop, form.precision());
        int last = code.allocateLocal(TypeKind.INT);
        Label top = code.newLabel();
        Label end = code.newLabel();
        lanes.before(inner, read -> code.loadLocal(kind, hoisted.get(read)));
        pushEnd(inner);
        lanes.length();
        code.isub().istore(last);
        code.labelBinding(top).iload(counters[inner]).iload(last).if_icmpgt(end);
        Label others = code.newLabel();
        lanes.turn(access -> place(access, inner), others);
        code.iload(counters[inner]);
        lanes.length();
        code.iadd().istore(counters[inner]).goto_(top);
        if (loop.body().instructions().stream().anyMatch(Instruction.Evaluate.class::isInstance)) {
            code.labelBinding(others);
            oneByOne(inner, lanes);
            code.goto_(top);
        }
        code.labelBinding(end);
    }

    // The entries of a vector; none of the vectors is needed any more.
    private void oneByOne(int inner, LoopLanes lanes) {
        code.iload(counters[inner]);
        lanes.length();
        int behind = code.allocateLocal(TypeKind.INT);
        code.iadd().istore(behind);
        turnsUntil(inner, () -> code.iload(behind), () -> innermost(inner));
    }

    // As far as whole turns go; what is left is added to a sum of its own.
    private void parts(int inner, LoopParts parts) {
        int end = loop.sizes().get(inner) - loop.sizes().get(inner) % LoopOrder.PARTS;
        parts.before(inner, read -> code.loadLocal(kind, hoisted.get(read)));
        Label top = code.newLabel();
        Label bottom = code.newLabel();
        code.labelBinding(top).iload(counters[inner]).loadConstant(end).if_icmpge(bottom);
        parts.turn(counters[inner], access -> place(access, inner), () -> {
            EntryValues values = values(inner);
            values.compute();
            return values;
        });
        code.goto_(top).labelBinding(bottom);
    }

    private void place(Access access, int inner) {
        code.aload(arrayLocals.get(access.array()));
        pushIndex(access, inner);
    }

    // Before the innermost loop: where each access starts, and entries that stay the same.
    private void hoist(int inner) {
        loop.reads().forEach(read -> base(read, inner));
        if (!sumsInLocal()) {
            base(loop.write(), inner);
        }
        for (Access read : loop.reads()) {
            if (read.strides().get(inner) == 0) {
                hoisted.computeIfAbsent(read, same -> {
                    int local = code.allocateLocal(kind);
                    loadEntry(same, inner);
                    code.storeLocal(kind, local);
                    return local;
                });
            }
        }
    }

    private void base(Access access, int inner) {
        bases.computeIfAbsent(place(access), place -> {
            int local = code.allocateLocal(TypeKind.INT);
            address(access, inner);
            code.istore(local);
            return local;
        });
    }

    private static Place place(Access access) {
        return new Place(access.offset(), access.strides(), access.array() == Step.BLOCK);
    }

    // The offset and every axis but one, whose term is left out.
    private void address(Access access, int without) {
        code.loadConstant(access.offset());
        for (int axis = 0; axis < counters.length; axis++) {
            if (axis != without && access.strides().get(axis) != 0) {
                index(access, axis);
                code.loadConstant(access.strides().get(axis)).imul().iadd();
            }
        }
    }

    // A block begins with the first row that it is run on.
    private void index(Access access, int axis) {
        code.iload(counters[axis]);
        if (access.array() == Step.BLOCK && axis == 0) {
            code.iload(FROM).isub();
        }
    }

    private boolean startsAtZero(Access access, int inner) {
        return access.offset() == 0 && IntStream.range(0, counters.length).allMatch(axis -> axis == inner || access.strides().get(axis) == 0);
    }

    private void pushIndex(Access access, int inner) {
        if (inner < 0) {
            address(access, inner);
            return;
        }
        int stride = access.strides().get(inner);
        boolean zero = startsAtZero(access, inner);
        if (!zero || stride == 0) {
            code.iload(bases.get(place(access)));
        }
        if (stride != 0) {
            index(access, inner);
            if (stride != 1) {
                code.loadConstant(stride).imul();
            }
            if (!zero) {
                code.iadd();
            }
        }
    }

    private void loadEntry(Access access, int inner) {
        place(access, inner);
        code.arrayLoad(kind);
    }

    private EntryValues values(int inner) {
        return new EntryValues(code, loop.body(), kind, index -> {
            Access read = loop.reads().get(index);
            Integer local = hoisted.get(read);
            if (local != null) {
                code.loadLocal(kind, local);
            } else {
                loadEntry(read, inner);
            }
        });
    }

    private void innermost(int inner) {
        EntryValues values = values(inner);
        values.compute();
        if (sumsInLocal()) {
            code.dload(total);
            values.loadOutput();
            if (kind == TypeKind.FLOAT) {
                code.f2d();
            }
            code.dadd().dstore(total);
            return;
        }
        code.aload(arrayLocals.get(loop.write().array()));
        pushIndex(loop.write(), inner);
        if (order.accumulates()) {
            code.dup2().arrayLoad(kind);
        }
        values.loadOutput();
        if (order.accumulates()) {
            EntryValues.add(code, kind);
        }
        code.arrayStore(kind);
    }

    private void storeTotal() {
        code.aload(arrayLocals.get(loop.write().array()));
        address(loop.write(), -1);
        if (parts.isPresent()) {
            parts.get().total();
            code.dload(total).dadd();
        } else {
            code.dload(total);
        }
        if (kind == TypeKind.FLOAT) {
            code.d2f();
        }
        code.arrayStore(kind);
    }
}
