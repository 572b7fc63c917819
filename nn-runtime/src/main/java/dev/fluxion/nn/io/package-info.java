/** Files of parameters. */
package dev.fluxion.nn.io;
