package dev.fluxion.codegen;

/** An emitted loop over rows. Only emitted classes implement it. */
interface RowLoop {
    /**
     * Computes the outputs of some rows.
     *
     * @param columns one array per input
     * @param outputs one array per output
     * @param scratch room for values between loops
     * @param row the first row
     * @param count how many, at most a tile; where lanes are used, a multiple of their number
     */
    void run(double[][] columns, double[][] outputs, double[] scratch, int row, int count);
}
