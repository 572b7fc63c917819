/** Pictures: LaTeX formulas and derivations as PNG, SVG, HTML and documents; curves and grids of images. Does no mathematics. */
module dev.fluxion.typeset {
    requires transitive dev.fluxion.symbolic;
    requires transitive java.desktop;
    requires jlatexmath;

    exports dev.fluxion.typeset;
    exports dev.fluxion.typeset.plot;
}
