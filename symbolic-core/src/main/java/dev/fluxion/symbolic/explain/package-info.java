/**
 * Explanations: derivations of gradients of networks, of backpropagation by indices, of derivatives from their limit, of the chain rule, of
 * simplifications. They are put together from what the engine itself did.
 *
 * <p>The conventions of {@link dev.fluxion.symbolic} hold, for null, budgets and errors among them. What has no such derivation is refused with
 * {@code UNSUPPORTED}.
 */
package dev.fluxion.symbolic.explain;
