package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Multiply;

/** Products of a plan in one precision. */
record Multiplication(Precision precision, MatrixProducts products) {
    void run(Multiply m, Object[] arrays, MatrixProducts.Epilogue epilogue) {
        if (m.symmetric()) {
            runSymmetric(m, arrays, epilogue);
        } else if (precision == Precision.FLOAT) {
            products.multiply((float[]) arrays[m.left()], 0, m.transposeLeft(), (float[]) arrays[m.right()], 0, m.transposeRight(),
                    (float[]) arrays[m.result()], 0, m.m(), m.n(), m.k(), false, epilogue);
        } else {
            products.multiply((double[]) arrays[m.left()], 0, m.transposeLeft(), (double[]) arrays[m.right()], 0, m.transposeRight(),
                    (double[]) arrays[m.result()], 0, m.m(), m.n(), m.k(), false, epilogue);
        }
    }

    private void runSymmetric(Multiply m, Object[] arrays, MatrixProducts.Epilogue epilogue) {
        if (precision == Precision.FLOAT) {
            products.multiplySymmetric((float[]) arrays[m.left()], m.transposeLeft(), (float[]) arrays[m.right()], m.transposeRight(),
                    (float[]) arrays[m.result()], m.n(), m.k(), epilogue);
        } else {
            products.multiplySymmetric((double[]) arrays[m.left()], m.transposeLeft(), (double[]) arrays[m.right()], m.transposeRight(),
                    (double[]) arrays[m.result()], m.n(), m.k(), epilogue);
        }
    }

    /** The same of which no more than blocks are kept. */
    void runInBlocks(Multiply m, Object[] arrays, MatrixProducts.BlockEpilogue epilogue) {
        if (precision == Precision.FLOAT) {
            products.multiplyInBlocks((float[]) arrays[m.left()], m.transposeLeft(), (float[]) arrays[m.right()], m.transposeRight(), m.m(), m.n(), m.k(), epilogue);
        } else {
            products.multiplyInBlocks((double[]) arrays[m.left()], m.transposeLeft(), (double[]) arrays[m.right()], m.transposeRight(), m.m(), m.n(), m.k(), epilogue);
        }
    }
}
