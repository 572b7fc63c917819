package dev.fluxion.nn.kernel;

/**
 * What a tile is made for.
 *
 * @param rows of A and C
 * @param vectors that hold a row of it
 * @param packed whether the rows of A lie side by side
 */
record TileForm(int rows, int vectors, boolean packed) {}
