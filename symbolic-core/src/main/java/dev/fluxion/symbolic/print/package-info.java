package dev.fluxion.symbolic.print;
