package dev.fluxion.codegen;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Emits rounds as loops in one method. Carried values, the index and what stays the same are local variables, in the order of the bodies' inputs;
 * what later passes read is kept in arrays.
 */
final class RoundsEmitter {
    private static final int OPERANDS = 0;

    private final CodeBuilder code;
    private final ClassDesc self;
    private final RoundsMethods methods;
    private final Rounds rounds;
    private final List<Schedule> schedules;
    private final List<List<String>> calls;
    private final Map<Integer, Integer> kept = new HashMap<>();
    private int free;
    private int count;
    private int round;
    private int step;

    /** @param calls of each pass, the methods that are its body; none where it is short */
    RoundsEmitter(CodeBuilder code, ClassDesc self, RoundsMethods methods, Rounds rounds, List<Schedule> schedules, List<List<String>> calls) {
        this.code = code;
        this.self = self;
        this.methods = methods;
        this.rounds = rounds;
        this.schedules = schedules;
        this.calls = calls;
    }

    private static int local(int input) {
        return 1 + 2 * input;
    }

    private int inputs() {
        return rounds.carried() + 1 + rounds.captured();
    }

    void body() {
        free = local(inputs());
        count = free++;
        round = free++;
        step = free++;
        loadOperands();
        Label empty = code.newLabel();
        operand(rounds.carried());
        operand(rounds.carried() + 1);
        RoundsMethods.count(code);
        code.dup().istore(count).iflt(empty);
        for (int value : rounds.kept()) {
            kept.put(value, free);
            code.iload(count).newarray(TypeKind.DOUBLE).astore(free++);
        }
        for (int pass = 0; pass < rounds.counts().size(); pass++) {
            pass(pass);
        }
        code.dload(local(rounds.start(rounds.counts().size() - 1))).dreturn();
        code.labelBinding(empty).loadConstant(Double.NaN).dreturn();
    }

    private void operand(int index) {
        code.aload(OPERANDS);
        Values.index(code, index);
        code.daload();
    }

    private void loadOperands() {
        for (int value = 0; value < rounds.carried(); value++) {
            operand(value);
            code.dstore(local(value));
        }
        code.dconst_0().dstore(local(rounds.index()));
        for (int i = 0; i < rounds.captured(); i++) {
            operand(rounds.carried() + 2 + i);
            code.dstore(local(rounds.index() + 1 + i));
        }
    }

    private void pass(int pass) {
        Label top = code.newLabel();
        Label end = code.newLabel();
        List<Integer> arrays = calls.get(pass).isEmpty() ? List.of() : arrays(pass);
        code.iconst_0().istore(round);
        code.labelBinding(top).iload(round).iload(count).if_icmpge(end);
        code.iload(round);
        RoundsMethods.lookUp(code);
        step(pass);
        for (int value : rounds.kept()) {
            if (value < rounds.start(pass)) {
                code.aload(kept.get(value)).iload(step).daload().dstore(local(value));
            } else if (value < rounds.start(pass) + rounds.counts().get(pass)) {
                code.aload(kept.get(value)).iload(step).dload(local(value)).dastore();
            }
        }
        if (arrays.isEmpty()) {
            inline(pass);
        } else {
            called(pass, arrays);
        }
        code.iinc(round, 1).goto_(top).labelBinding(end);
    }

    // Every other pass goes down.
    private void step(int pass) {
        if (pass % 2 == 0) {
            code.iload(round).istore(step);
        } else {
            code.iload(count).iconst_1().isub().iload(round).isub().istore(step);
        }
        operand(rounds.carried());
        code.iload(step).i2d().dadd().dstore(local(rounds.index()));
    }

    private void inline(int pass) {
        Program body = rounds.bodies().get(pass);
        int outputs = body.outputs().size();
        Values values = new Values(code, body, schedules.get(pass), new Values.Frame(-1, -1, -1, free + 2 * outputs), methods);
        values.define(0);
        for (int i = 0; i < outputs; i++) {
            values.load(body.outputs().get(i));
            code.dstore(free + 2 * i);
        }
        for (int i = 0; i < outputs; i++) {
            code.dload(free + 2 * i).dstore(local(rounds.start(pass) + i));
        }
    }

    // Inputs, scratch and outputs of a body that is called.
    private List<Integer> arrays(int pass) {
        List<Integer> arrays = new ArrayList<>();
        for (int length : new int[] {inputs(), schedules.get(pass).template().length, rounds.bodies().get(pass).outputs().size()}) {
            arrays.add(free);
            Values.index(code, length);
            code.newarray(TypeKind.DOUBLE).astore(free++);
        }
        for (int i = 0; i < schedules.get(pass).template().length; i++) {
            double number = schedules.get(pass).template()[i];
            if (number != 0) {
                code.aload(arrays.get(1));
                Values.index(code, i);
                code.loadConstant(number).dastore();
            }
        }
        return arrays;
    }

    private void called(int pass, List<Integer> arrays) {
        for (int input = 0; input < inputs(); input++) {
            code.aload(arrays.get(0));
            Values.index(code, input);
            code.dload(local(input)).dastore();
        }
        for (String call : calls.get(pass)) {
            arrays.forEach(code::aload);
            code.invokestatic(self, call, RoundsMethods.PART);
        }
        for (int i = 0; i < rounds.counts().get(pass); i++) {
            code.aload(arrays.get(2));
            Values.index(code, i);
            code.daload().dstore(local(rounds.start(pass) + i));
        }
    }
}
