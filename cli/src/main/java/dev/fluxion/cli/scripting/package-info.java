/** Fluxion as a script engine of the Java platform (JSR-223), by the name {@code fluxion}. */
package dev.fluxion.cli.scripting;
