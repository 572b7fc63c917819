package dev.fluxion.symbolic.evaluate;
