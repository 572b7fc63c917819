package dev.fluxion.nn.kernel;

/**
 * What a tile is made for.
 *
 * @param rows of A and C
 * @param vectors that hold a row of it
 * @param across whether entries of neighbouring rows of A lie side by side, and not those of neighbouring steps of the depth
 * @param distance of rows of A that do not lie across, or 0 where it is given with each call
 */
record TileForm(int rows, int vectors, boolean across, int distance) {}
