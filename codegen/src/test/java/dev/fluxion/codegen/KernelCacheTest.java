package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Symbol;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelCacheTest {
    private static ScalarKernel compile(String text) {
        return Fluxion.compile(Fluxion.parse(text), "x", "y");
    }

    @Test
    void equalFormulasShareAKernelAndOthersDoNot() {
        ScalarKernel first = compile("x^2*cos(y) + 17");
        assertThat(compile("cos(y)*x^2 + 17")).isSameAs(first);
        assertThat(Fluxion.compile(Fluxion.parse("x^2*cos(y) + 17"), "y", "x")).isNotSameAs(first);
        assertThat(compile("x^2*cos(y) + 18")).isNotSameAs(first);
    }

    @Test
    void manyThreadsGetTheRightKernels() {
        Set<String> wrong = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            int number = i % 300; // more than are kept
            if (compile("x*" + (number + 2) + " + y").value(3, 5) != 3.0 * (number + 2) + 5) {
                wrong.add("at " + number);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void classesOfKernelsThatNobodyHoldsAreUnloaded() throws InterruptedException {
        List<WeakReference<Class<?>>> classes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Program program = Kernels.program(List.of(Fluxion.parse("sin(x) + " + i)), List.of(Symbol.of("x")));
            ClassEmitter.Emitted emitted = ClassEmitter.emit(VectorFunction.class,
                    List.of(new ClassEmitter.Method("apply", ClassEmitter.Form.STORE, program)));
            classes.add(new WeakReference<>(HiddenClasses.instance(VectorFunction.class, emitted.bytes(), emitted.templates()).getClass()));
        }
        for (int attempt = 0; attempt < 50 && classes.stream().anyMatch(held -> held.get() != null); attempt++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(classes).allMatch(held -> held.get() == null);
    }
}
