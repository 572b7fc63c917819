/** The front door of the library. */
package dev.fluxion;
