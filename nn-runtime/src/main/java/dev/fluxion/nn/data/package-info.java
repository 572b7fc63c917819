/** Data sets and the files they come from. A file that is not what it should be is a user's mistake, told as a diagnostic. */
package dev.fluxion.nn.data;
