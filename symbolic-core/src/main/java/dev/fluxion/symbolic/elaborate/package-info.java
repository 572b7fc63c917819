package dev.fluxion.symbolic.elaborate;
