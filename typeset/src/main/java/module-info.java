/** Pictures: LaTeX formulas and derivations as PNG, SVG, HTML and documents; plots of formulas and of data. Does no mathematics of its own. */
module dev.fluxion.typeset {
    requires transitive dev.fluxion.symbolic;
    requires transitive java.desktop;
    requires dev.fluxion.codegen;
    requires jlatexmath;

    exports dev.fluxion.typeset;
    exports dev.fluxion.typeset.figure;
    exports dev.fluxion.typeset.plot;
}
