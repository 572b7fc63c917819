/**
 * Data sets and the files they come from. A file that is not what it should be is a user's mistake: a {@link dev.fluxion.grammar.FluxionException} of
 * code {@code NAME} whose message holds the file and where in it the trouble is.
 *
 * <p>No parameter is null: a null is a {@link NullPointerException}. Rows, columns and axes are counted from 0 in arrays; rows of files are counted
 * from 1 in messages. Reading is not metered by a budget.
 */
package dev.fluxion.nn.data;
