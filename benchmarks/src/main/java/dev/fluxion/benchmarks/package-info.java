/** The product beside its peers: each comparison interleaves both in one run and gives the ratio of their times with its spread. */
package dev.fluxion.benchmarks;
