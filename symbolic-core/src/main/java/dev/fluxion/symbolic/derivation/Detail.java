package dev.fluxion.symbolic.derivation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much of a derivation is shown. */
public enum Detail {
    /** The main step and the answer. */
    OVERVIEW,
    /** What a textbook prints. */
    TEXTBOOK,
    /** Each application of a rule on its own, below the line that it is part of. */
    EVERY;

    /** The level of a word of the language. */
    public static Optional<Detail> named(String word) {
        return Arrays.stream(values()).filter(detail -> detail.word().equals(word)).findFirst();
    }

    /** The word for it in the language. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a reader of this level sees what belongs to another. */
    public boolean shows(Detail other) {
        return other.compareTo(this) <= 0;
    }
}
