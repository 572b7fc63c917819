/**
 * Explanations: derivations of gradients of networks, of backpropagation by indices, of derivatives from their limit, of the chain rule, of
 * simplifications. They are put together from what the engine itself did.
 */
package dev.fluxion.symbolic.explain;
