package dev.fluxion.nn.kernel;

/**
 * What a tile is made for.
 *
 * @param rows of A and C
 * @param vectors that hold a row of it
 * @param across whether entries of neighbouring rows of A lie side by side, and not those of neighbouring steps of the depth
 */
record TileForm(int rows, int vectors, boolean across) {}
