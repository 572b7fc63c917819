package dev.fluxion.symbolic.language;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;

/**
 * What solves a system of equations.
 *
 * @param value the values of the unknowns, a vector if there are several
 * @param where what parameters must satisfy for these to be all solutions
 */
public record SystemAnswer(Expression value, Condition where) {}
