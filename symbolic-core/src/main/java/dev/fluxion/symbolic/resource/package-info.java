/** Tables and definitions that ship with the engine, as text. */
package dev.fluxion.symbolic.resource;
