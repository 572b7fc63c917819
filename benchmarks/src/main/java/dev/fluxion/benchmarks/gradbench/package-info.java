/** A tool for GradBench: its protocol on standard input and output, and its evals as scripts of the language. */
package dev.fluxion.benchmarks.gradbench;
