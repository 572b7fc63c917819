package dev.fluxion.cli;

/** A verb that answers with one formula: the whole of it has a minute. Others end when their work does, or when they are interrupted. */
interface Answering {}
