/** Expressions lowered to programs, and programs emitted as classes of the Java virtual machine. */
package dev.fluxion.codegen;
