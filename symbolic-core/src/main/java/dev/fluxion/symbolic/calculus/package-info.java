package dev.fluxion.symbolic.calculus;
