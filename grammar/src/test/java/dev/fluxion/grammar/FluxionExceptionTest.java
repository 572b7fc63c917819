package dev.fluxion.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FluxionExceptionTest {
    private static final Diagnostic MISTAKE = new Diagnostic(Diagnostic.Code.NAME, "no such name", new Span(2, 5), "foo", List.of("x"), "did you mean x?");

    @Test
    void mistakesSurviveSerialization() throws IOException, ClassNotFoundException {
        FluxionException sent = new FluxionException(List.of(MISTAKE, MISTAKE.withMessage("another"))).in(new Source("here", "a foo"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sent);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            FluxionException received = (FluxionException) in.readObject();
            assertThat(received.diagnostics()).isEqualTo(sent.diagnostics());
            assertThat(received.source()).contains(new Source("here", "a foo"));
            assertThat(received).hasMessage("no such name");
        }
    }

    @Test
    void onlyTheNamedFamiliesAreCaught() {
        FluxionException name = new FluxionException(MISTAKE);
        name.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.NAME);
        assertThatThrownBy(() -> name.requireOneOf(Diagnostic.Code.DOMAIN)).isSameAs(name);
        FluxionException end = FluxionException.end(Diagnostic.of(Diagnostic.Code.LIMIT, "millis", Span.NONE));
        assertThatThrownBy(() -> end.requireOneOf(Diagnostic.Code.LIMIT)).isSameAs(end);
        FluxionException elsewhere = end.at(new Span(1, 2)).in(new Source("here", "text"));
        assertThatThrownBy(() -> elsewhere.requireOneOf(Diagnostic.Code.values())).isSameAs(elsewhere);
    }
}
