package dev.fluxion.grammar;

import java.util.Locale;

/** Counted things in words. */
public final class Plural {
    private Plural() {}

    /** {@code 1 row}, {@code 2 rows}, {@code 10,000 rows}. Digits are grouped by commas in every locale. */
    public static String of(long count, String one) {
        return of(count, one, one + "s");
    }

    /** The same where the plural is no mere s: {@code 2 axes}. */
    public static String of(long count, String one, String more) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : more);
    }
}
