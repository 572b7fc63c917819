package dev.fluxion.cli;

import dev.fluxion.symbolic.calculus.Layout;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A layout of derivatives on the command line. */
final class LayoutWord implements ITypeConverter<Layout> {
    @Override
    public Layout convert(String word) {
        return Layout.named(word).orElseThrow(() -> new TypeConversionException("'" + word + "' is none of numerator, denominator, vec"));
    }
}
