package dev.fluxion.symbolic.rewrite;
