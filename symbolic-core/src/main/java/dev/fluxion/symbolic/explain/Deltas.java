package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Symbol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names for the derivatives by those intermediates that parameters enter: δ with the number of the intermediate. */
final class Deltas {
    private static final Pattern WRITTEN = Pattern.compile("delta_?(\\d*)");
    private static final Pattern NUMBERED = Pattern.compile("[A-Za-z]+_?(\\d+)");

    private final Map<Symbol, Symbol> byIntermediate = new LinkedHashMap<>();

    Deltas(Cuts cuts, List<Symbol> parameters, InventedNames names) {
        List<Cuts.Cut> layers = cuts.cuts().subList(0, cuts.cuts().size() - 1).stream().filter(cut -> parameters.stream().anyMatch(cut::uses)).toList();
        for (Cuts.Cut cut : layers) {
            String name = layers.size() == 1 ? "delta" : "delta_" + suffix(cut, layers);
            while (!names.tryTake(name)) {
                name += layers.size() == 1 ? "_0" : "0";
            }
            byIntermediate.put(cut.symbol(), Symbol.of(name, cut.symbol().shape(), Symbol.Role.VARIABLE, Set.of()));
        }
    }

    /** The name as a word of a sentence: {@code δ₂} where that is how the language writes it. */
    static String written(Symbol delta) {
        Matcher numbered = WRITTEN.matcher(delta.name());
        return numbered.matches() ? "δ" + numbered.group(1).chars().mapToObj(digit -> Character.toString(digit - '0' + '₀')).collect(Collectors.joining())
                : delta.name();
    }

    private static String suffix(Cuts.Cut cut, List<Cuts.Cut> layers) {
        String number = number(cut);
        boolean alone = !number.isEmpty() && layers.stream().filter(other -> number(other).equals(number)).count() == 1;
        return alone ? number : cut.symbol().name().replace("_", "");
    }

    private static String number(Cuts.Cut cut) {
        Matcher matcher = NUMBERED.matcher(cut.symbol().name());
        return matcher.matches() ? matcher.group(1) : "";
    }

    Optional<Symbol> of(Cuts.Cut cut) {
        return Optional.ofNullable(byIntermediate.get(cut.symbol()));
    }

    List<String> names() {
        return byIntermediate.values().stream().map(Symbol::name).toList();
    }
}
