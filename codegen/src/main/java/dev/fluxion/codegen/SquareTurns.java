package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntConsumer;

/**
 * Emits what turns squares of as many rows as a vector has lanes: rows that are loaded become columns in registers.
 *
 * <p>Source: J. O. Eklundh, A Fast Computer Method for Matrix Transposing (IEEE Transactions on Computers C-21, 1972).
 */
public final class SquareTurns {
    private static final String SWAPPED = "SWAPPED";
    private static final String BEHIND = "BEHIND";
    private static final int BYTES = 32;
    private static final ClassDesc SHUFFLE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");
    private static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    // By name alone: where there is no vector module the class cannot be loaded.
    private static final ClassDesc SHUFFLES = ClassDesc.of(SquareTurns.class.getPackageName() + ".SquareShuffles");

    private final CodeBuilder code;
    private final ClassDesc self;
    private final LaneOperations operations;
    private final int side;

    /**
     * For a method of a class.
     *
     * @param self the class that is emitted, with the constants of {@link #declare}
     */
    public SquareTurns(CodeBuilder code, ClassDesc self, Precision precision) {
        this.code = code;
        this.self = self;
        operations = new LaneOperations(code, self, precision, value -> { });
        side = side(precision);
    }

    /** How many rows and columns a square has. */
    public static int side(Precision precision) {
        return BYTES / precision.bytes();
    }

    /** The constants of the class, and what initialises it. */
    public static void declare(ClassBuilder builder, ClassDesc self, Precision precision) {
        boolean single = precision == Precision.FLOAT;
        LaneOperations.declareSpecies(builder, self, SHUFFLES, single ? "FLOAT" : "DOUBLE", code -> {
            for (int step = side(precision) / 2; step > 0; step /= 2) {
                String kind = single ? "floats" : "doubles";
                code.loadConstant(step).invokestatic(SHUFFLES, kind + "Swapped", MethodTypeDesc.of(SHUFFLE, CD_int)).putstatic(self, SWAPPED + step, SHUFFLE);
                code.loadConstant(step).invokestatic(SHUFFLES, kind + "Behind", MethodTypeDesc.of(MASK, CD_int)).putstatic(self, BEHIND + step, MASK);
            }
        });
        for (int step = side(precision) / 2; step > 0; step /= 2) {
            builder.withField(SWAPPED + step, SHUFFLE, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
            builder.withField(BEHIND + step, MASK, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        }
    }

    /**
     * Local variables that hold the columns of a square. Halves of rows change places, then quarters, until rows are columns.
     *
     * @param place pushes the array and the index where a row begins
     */
    public int[] turned(IntConsumer place) {
        int[] rows = new int[side];
        for (int k = 0; k < side; k++) {
            int number = k;
            operations.load(() -> place.accept(number));
            rows[k] = keep();
        }
        for (int step = side / 2; step > 0; step /= 2) {
            int[] next = new int[side];
            for (int k = 0; k < side; k++) {
                int first = k & ~step;
                swapped(rows[first], k != first, step);
                swapped(rows[first + step], k == first, step);
                code.getstatic(self, BEHIND + step, MASK);
                operations.blend();
                next[k] = keep();
            }
            rows = next;
        }
        return rows;
    }

    /** Stores a column to the array and index that {@code place} pushes. */
    public void store(int column, Runnable place) {
        code.aload(column);
        operations.store(place);
    }

    private void swapped(int row, boolean swaps, int step) {
        code.aload(row);
        if (swaps) {
            code.getstatic(self, SWAPPED + step, SHUFFLE);
            operations.rearrange();
        }
    }

    private int keep() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }
}
