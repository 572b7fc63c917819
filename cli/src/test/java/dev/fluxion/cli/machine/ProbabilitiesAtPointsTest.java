package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.cli.script.Files;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses as people write them, at probabilities of 0 and 1 and logits of ±10,000: values and derivatives are finite, in both modes. */
class ProbabilitiesAtPointsTest {
    private static final String DATA = "\"decl\":{\"P\":[\"n\",\"k\"],\"Y\":[\"n\",\"k\"],\"Z\":[\"n\",\"k\"],\"l\":[\"n\"]},"
            + "\"at\":{\"P\":[[1,0,0],[0,0,1]],\"Y\":[[1,0,0],[0,0,1]],\"Z\":[[10000,-10000,0],[0,-10000,10000]],\"l\":[1,3]}";

    private static String answer(String line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonLines(Files.NONE).run(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).trim();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -sum(Y.*log(P))                          | P | [[-1.0,-0.0,-0.0],[-0.0,-0.0,-1.0]]
            -sum(Y.*log(P) + (1 - Y).*log(1 - P))    | P | [[-1.0,1.0,1.0],[1.0,1.0,-1.0]]
            -mean(log(sum(softmax(Z).*Y, 2)))        | Z | [[0.0,0.0,0.0],[0.0,0.0,0.0]]
            -sum(i: log(softmax(Z)[i, l[i]]))        | Z | [[0.0,0.0,0.0],[0.0,0.0,0.0]]
            -sum(i: log(softmax(Z))[i, l[i]])        | Z | [[0.0,0.0,0.0],[0.0,0.0,0.0]]
            """)
    void derivativesOfHandWrittenLossesAreFinite(String loss, String by, String gradient) throws IOException {
        for (String mode : new String[] {"compiled", "interpreted"}) {
            String asked = "\"expr\":\"" + loss + "\"," + DATA + ",\"mode\":\"" + mode + "\"}";
            assertThat(answer("{\"op\":\"eval\"," + asked)).contains("\"value\":-0.0");
            assertThat(answer("{\"op\":\"gradient\",\"wrt\":[\"" + by + "\"]," + asked)).contains("\"value\":" + gradient);
            assertThat(answer("{\"op\":\"diff\",\"wrt\":[\"" + by + "\"]," + asked)).contains("\"value\":" + gradient);
            assertThat(answer("{\"op\":\"hessian\",\"wrt\":[\"" + by + "\"]," + asked)).contains("\"ok\":true").doesNotContain("nan", "inf");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -sum(Y.*log(P)) | -Y ./ P
            sum(P.*log(P))  | log(P) + 1
            """)
    void whatIsShownStaysTheClosedForm(String loss, String text) throws IOException {
        assertThat(answer("{\"op\":\"gradient\",\"wrt\":[\"P\"],\"expr\":\"" + loss + "\"," + DATA + "}")).contains("\"text\":\"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log1p(exp(x))                                        | 10000.0 | 1.0
            log(1 + exp(x))                                      | 10000.0 | 1.0
            log(exp(x) + exp(y))                                 | 10000.0 | 1.0
            -(y*log(sigmoid(x)) + (1 - y)*log(1 - sigmoid(x)))   | 10000.0 | 1.0
            -(y*log(1/(1 + exp(-x))) + (1 - y)*log(1 - 1/(1 + exp(-x)))) | 10000.0 | 1.0
            """)
    void lossesOfNumbersAreFiniteToo(String loss, String value, String slope) throws IOException {
        String at = loss.contains("y") ? "{\"x\":10000,\"y\":0}" : "{\"x\":10000}";
        for (String mode : new String[] {"compiled", "interpreted"}) {
            String asked = "\"expr\":\"" + loss + "\",\"at\":" + at + ",\"mode\":\"" + mode + "\"}";
            assertThat(answer("{\"op\":\"eval\"," + asked)).contains("\"value\":" + value);
            assertThat(answer("{\"op\":\"diff\",\"wrt\":[\"x\"]," + asked)).contains("\"value\":" + slope);
        }
        assertThat(answer("{\"op\":\"rows\",\"expr\":\"" + loss + "\",\"vars\":[\"x\",\"y\"],\"rows\":[[10000,0]]}")).contains("\"values\":[" + value + "]");
    }
}
