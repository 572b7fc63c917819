/** Scripts: statements of the language, run one after the other. */
package dev.fluxion.cli.script;
