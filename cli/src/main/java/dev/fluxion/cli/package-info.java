/** The {@code fluxion} command: verbs, exit statuses and what is printed. */
package dev.fluxion.cli;
