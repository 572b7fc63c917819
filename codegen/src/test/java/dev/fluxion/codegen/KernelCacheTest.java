package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    /** Kernels of tensors are not kept, the code of their loops is: threads ask for the same forms at once, while others give them up. */
    @Test
    void manyThreadsGetTheRightRowsAndLoops() {
        Tensors tensors = new Tensors(Map.of("n", 40L), "x n; y n");
        double[][] at = tensors.values(-1, 1);
        List<String> texts = IntStream.rangeClosed(1, 9).mapToObj(i -> "tanh(x/%d) .* y - relu(x)*%d".formatted(i, i)).toList();
        List<double[]> expected = texts.stream().map(text -> new TensorInterpreter(TensorKernels.program(List.of(tensors.parse(text)), tensors.symbols, tensors.sizes)).run(at)[0]).toList();
        List<double[]> rows = IntStream.range(0, texts.size()).mapToObj(i -> rows(i, at)).toList();
        Set<String> wrong = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 600).parallel().forEach(i -> {
            int number = i % texts.size();
            double[] found = new double[40];
            TensorKernels.compile(List.of(tensors.parse(texts.get(number))), tensors.symbols, tensors.sizes, Precision.DOUBLE, MatrixProducts.PLAIN)
                    .run(at, new Object[] {found});
            if (!Arrays.equals(found, expected.get(number)) || !Arrays.equals(rows(number, at), rows.get(number))) {
                wrong.add(texts.get(number));
            }
            if (i % 100 == 0) {
                System.gc();
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static double[] rows(int number, double[][] columns) {
        return Fluxion.rows(List.of(Fluxion.parse("x*exp(y/" + (number + 2) + ") - y")), "x", "y").values(columns);
    }

    @Test
    void formulasAreForgottenWithTheirKernels() throws InterruptedException {
        KernelCache<Object> cache = new KernelCache<>();
        List<Object> used = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            used.add(cache.get(List.of(Fluxion.parse("x + " + (i + 2))), List.of(Symbol.of("x")), Mode.STRICT, Object::new));
        }
        assertThat(cache.nodesHeld()).isEqualTo(60);
        used.subList(1, 20).clear();
        for (int attempt = 0; attempt < 50 && cache.nodesHeld() > 3; attempt++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(cache.nodesHeld()).isEqualTo(3);
        assertThat(cache.get(List.of(Fluxion.parse("x + 2")), List.of(Symbol.of("x")), Mode.STRICT, Object::new)).isSameAs(used.getFirst());
    }

    @Test
    void largeFormulasAreNotKeptByTheHundred() {
        KernelCache<Object> cache = new KernelCache<>();
        List<Object> used = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Expression> terms = new ArrayList<>(List.of(Constant.of(i + 2)));
            IntStream.range(0, 19_000).forEach(k -> terms.add(Symbol.of("x" + k)));
            used.add(cache.get(List.of(Sum.of(terms)), List.of(Symbol.of("x")), Mode.STRICT, Object::new));
        }
        assertThat(cache.nodesHeld()).isBetween(300_000, 400_000);
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
