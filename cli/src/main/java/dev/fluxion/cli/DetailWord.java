package dev.fluxion.cli;

import dev.fluxion.symbolic.derivation.Detail;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A level of detail on the command line. */
final class DetailWord implements ITypeConverter<Detail> {
    @Override
    public Detail convert(String word) {
        return Detail.named(word).orElseThrow(() -> new TypeConversionException("'" + word + "' is none of overview, textbook, every"));
    }
}
