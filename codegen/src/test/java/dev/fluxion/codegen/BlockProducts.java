package dev.fluxion.codegen;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Products computed block by block from the last to the first, each followed by its epilogue while the others hold nothing of use. */
final class BlockProducts implements MatrixProducts {
    private static final int ROWS = 3;
    private static final int COLUMNS = 2;

    /** What a program gives with them in double precision. */
    static Object[] run(TensorProgram program, double[][] at) {
        Object[] results = program.outputs().stream().map(Precision.DOUBLE::array).toArray();
        new TensorKernel(program, DeclaredInputs.NONE, Precision.DOUBLE, new BlockProducts(), Parallel.SEQUENTIAL)
                .run(Stream.of(at).map(Precision.DOUBLE::array).toArray(), results);
        return results;
    }

    @Override
    public void multiply(float[] a, int aOffset, boolean transposeA, float[] b, int bOffset, boolean transposeB, float[] c, int cOffset, int m, int n, int k,
            boolean accumulate) {
        throw new UnsupportedOperationException("single precision");
    }

    @Override
    public void multiply(double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset, int m, int n, int k,
            boolean accumulate) {
        MatrixProducts.PLAIN.multiply(a, aOffset, transposeA, b, bOffset, transposeB, c, cOffset, m, n, k, accumulate);
    }

    @Override
    public void multiplyInBlocks(double[] a, boolean transposeA, double[] b, boolean transposeB, int m, int n, int k, BlockEpilogue epilogue) {
        double[] whole = new double[m * n];
        for (int row = (m - 1) / ROWS * ROWS; row >= 0 && m > 0; row -= ROWS) {
            for (int column = (n - 1) / COLUMNS * COLUMNS; column >= 0 && n > 0; column -= COLUMNS) {
                MatrixProducts.PLAIN.multiply(a, 0, transposeA, b, 0, transposeB, whole, 0, m, n, k, false);
                int rowTo = Math.min(m, row + ROWS);
                int columnTo = Math.min(n, column + COLUMNS);
                double[] block = new double[ROWS * n];
                Arrays.fill(block, Double.NaN);
                for (int i = row; i < rowTo; i++) {
                    System.arraycopy(whole, i * n + column, block, (i - row) * n + column, columnTo - column);
                }
                epilogue.run(block, row, rowTo, column, columnTo);
            }
        }
    }

    @Override
    public void multiply(double[] a, int aOffset, boolean transposeA, double[] b, int bOffset, boolean transposeB, double[] c, int cOffset, int m, int n, int k,
            boolean accumulate, Epilogue epilogue) {
        blocks(c, cOffset, m, n, epilogue, whole -> MatrixProducts.PLAIN.multiply(a, aOffset, transposeA, b, bOffset, transposeB, whole, 0, m, n, k, false));
    }

    @Override
    public void multiplySymmetric(double[] a, boolean transposeA, double[] b, boolean transposeB, double[] c, int n, int k, Epilogue epilogue) {
        blocks(c, 0, n, n, epilogue, whole -> MatrixProducts.PLAIN.multiplySymmetric(a, transposeA, b, transposeB, whole, n, k, Epilogue.NONE));
    }

    private static void blocks(double[] c, int cOffset, int m, int n, Epilogue epilogue, Consumer<double[]> product) {
        Arrays.fill(c, cOffset, cOffset + m * n, Double.NaN);
        double[] whole = new double[m * n];
        for (int row = (m - 1) / ROWS * ROWS; row >= 0 && m > 0; row -= ROWS) {
            for (int column = (n - 1) / COLUMNS * COLUMNS; column >= 0 && n > 0; column -= COLUMNS) {
                product.accept(whole); // from the operands as they are now: no epilogue may have stored over them
                int rowTo = Math.min(m, row + ROWS);
                int columnTo = Math.min(n, column + COLUMNS);
                for (int i = row; i < rowTo; i++) {
                    System.arraycopy(whole, i * n + column, c, cOffset + i * n + column, columnTo - column);
                }
                epilogue.run(row, rowTo, column, columnTo);
            }
        }
    }
}
