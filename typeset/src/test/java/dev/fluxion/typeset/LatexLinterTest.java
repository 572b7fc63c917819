package dev.fluxion.typeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatexLinterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "a\\\\[8pt]b                      ~ extra space",
        "a\\\\ [8pt]b                     ~ extra space",
        "\\operatorname*{arg}_x           ~ star",
        "\\operatorname{foo-bar}          ~ minus sign",
        "\\big| x \\big|                  ~ bars after",
        "\\bigl\\| x                      ~ bars after",
        "\\big\\vert x                    ~ bars after",
        "\\mathbb{1}                      ~ blackboard",
        "\\mathds 1                       ~ blackboard",
        "\\newcommand{\\x}{y}             ~ definitions",
        "\\renewenvironment{cases}{}{}    ~ definitions",
        "\\def\\x{y}                      ~ definitions",
        "\\includegraphics{/etc/passwd}   ~ not allowed",
        "\\jlmExternalFont{x}             ~ not allowed",
        "\\begin{align*}a&=b\\end{align*} ~ aligned",
        "50%                              ~ comment",
        "\\textbf{#1}                     ~ operand of a macro",
        "x_                               ~ nothing stands behind",
        "{x^}                             ~ nothing stands behind",
        "\\frac{1}                        ~ denominator",
        "\\frac{1}{}                      ~ denominator",
        "x^{2                             ~ '}' is missing",
        "x}                               ~ closes nothing",
        "\\left(x                         ~ '\\right' is missing",
        "\\begin{matrix}x\\end{pmatrix}   ~ closes nothing",
        "{\\left(x}\\right)               ~ closes nothing",
        "a & b                            ~ array mode",
        "\\unknowncommand                 ~ unknowncommand"})
    void whatWouldBeDrawnWrongIsRefused(String latex, String problem) {
        assertThatThrownBy(() -> Formula.of(latex)).isInstanceOf(LatexException.class).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\ud835\udd3c", "\ud835", "a\u0000b", "x\\"})
    void oddTextsAreRefused(String latex) {
        assertThatThrownBy(() -> Formula.of(latex)).isInstanceOf(LatexException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\\\{[}8]", "\\Big| x \\Big|", "\\left|x\\right|", "\\mathbf{1}", "50\\%", "\\#", "\\{x\\}", "\\left\\{x\\right.", "\\operatorname{foo}",
        "x\\_y", "\\frac12", "\\frac{a}{b}", "\\frac ab", "\\lvert x\\rvert", "\\begin{array}{ll}a&b\\\\c&d\\end{array}"})
    void goodTextsPass(String latex) {
        assertThatCode(() -> Formula.of(latex)).doesNotThrowAnyException();
    }

    @Test
    void theMessageSaysPlaceAndAdvice() {
        assertThatThrownBy(() -> Formula.of("x+\\mathbb{1}")).hasMessage("there are no blackboard digits (character 2); write \\mathbf{1}");
    }

    @Test
    void deepAndLongTextsAreRefusedAtOnce() {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadCpuTime();
        assertThatThrownBy(() -> Formula.of("{".repeat(50_000) + "x" + "}".repeat(49_999))).isInstanceOf(LatexException.class);
        assertThatThrownBy(() -> Formula.of("\\\\".repeat(49_000))).hasMessageContaining("rows");
        assertThatThrownBy(() -> Formula.of("x".repeat(1_000_000))).hasMessageContaining("at most");
        assertThatThrownBy(() -> Formula.of("\\frac{1}{".repeat(5_000) + "x" + "}".repeat(5_000))).hasMessageContaining("deep");
        // 0.2 s with the loading of classes; processor time, so that other work on the machine doesn't count
        assertThat(Duration.ofNanos(thread.getCurrentThreadCpuTime() - before)).isLessThan(Duration.ofSeconds(2));
    }
}
