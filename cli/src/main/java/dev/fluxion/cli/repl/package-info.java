/** The prompt: a session that reads statements one after the other and answers each. */
package dev.fluxion.cli.repl;
