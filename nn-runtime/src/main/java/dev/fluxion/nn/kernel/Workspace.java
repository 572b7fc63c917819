package dev.fluxion.nn.kernel;

/** Memory that one thread's products need between calls; it grows to the largest need and stays. Not for two threads at a time. */
public final class Workspace {
    final FloatProduct floatProduct = new FloatProduct();
    final DoubleProduct doubleProduct = new DoubleProduct();
    final PackedBlock block = new PackedBlock();

    private float[] floatsOfA = {};
    private float[] floatsOfB = {};
    private float[] floatTile = {};
    private double[] doublesOfA = {};
    private double[] doublesOfB = {};
    private double[] doubleTile = {};

    float[] floatsOfA(int length) {
        return floatsOfA.length < length ? floatsOfA = new float[length] : floatsOfA;
    }

    float[] floatsOfB(int length) {
        return floatsOfB.length < length ? floatsOfB = new float[length] : floatsOfB;
    }

    float[] floatTile(int length) {
        return floatTile.length < length ? floatTile = new float[length] : floatTile;
    }

    double[] doublesOfA(int length) {
        return doublesOfA.length < length ? doublesOfA = new double[length] : doublesOfA;
    }

    double[] doublesOfB(int length) {
        return doublesOfB.length < length ? doublesOfB = new double[length] : doublesOfB;
    }

    double[] doubleTile(int length) {
        return doubleTile.length < length ? doubleTile = new double[length] : doubleTile;
    }
}
