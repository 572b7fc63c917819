package dev.fluxion.benchmarks;

/** One way to do a job. */
record Contender(String name, Work work) {}
