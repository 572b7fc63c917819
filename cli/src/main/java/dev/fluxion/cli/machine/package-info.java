/** {@code fluxion jsonl}: one JSON object a line in, one a line out. */
package dev.fluxion.cli.machine;
