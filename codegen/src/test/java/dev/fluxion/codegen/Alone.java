package dev.fluxion.codegen;

import dev.fluxion.symbolic.Symbol;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Sees the platform and these files. */
final class Alone extends ClassLoader {
    private final Map<String, byte[]> files;

    Alone(Map<String, byte[]> files) {
        super(getPlatformClassLoader());
        this.files = files;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = files.get(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** An instance of the class of a formula of tensors. */
    record Formula(ArrayFunction function, Object instance) {
        static Formula of(ArrayFunction function) throws ReflectiveOperationException {
            return of(function, Mode.FAST);
        }

        static Formula of(ArrayFunction function, Mode mode) throws ReflectiveOperationException {
            Map<String, byte[]> files = Kernels.classFiles(function, mode, "formula", "F");
            return new Formula(function, new Alone(files).loadClass("formula.F").getConstructor().newInstance());
        }

        private Object call(String name, Map<String, Long> sizes, double[][] at, List<double[]> results) throws ReflectiveOperationException {
            List<Object> arguments = new ArrayList<>();
            function.asked().forEach(size -> arguments.add(Math.toIntExact(sizes.get(size))));
            for (int i = 0; i < at.length; i++) {
                arguments.add(function.inputs().get(i).isScalar() ? (Object) at[i][0] : at[i]);
            }
            arguments.addAll(results);
            Method method = Arrays.stream(instance.getClass().getMethods()).filter(each -> each.getName().equals(name)).findFirst().orElseThrow();
            return method.invoke(instance, arguments.toArray());
        }

        double[] value(Map<String, Long> sizes, double[][] at) throws ReflectiveOperationException {
            return call("value", sizes, at, List.of()) instanceof double[] entries ? entries : new double[] {(double) call("value", sizes, at, List.of())};
        }

        /** The value, then the partial derivatives. */
        List<double[]> valueAndGradient(Map<String, Long> sizes, double[][] at) throws ReflectiveOperationException {
            List<double[]> results = results(sizes);
            double value = (double) call("valueAndGradient", sizes, at, results);
            results.addFirst(new double[] {value});
            return results;
        }

        List<double[]> gradient(Map<String, Long> sizes, double[][] at) throws ReflectiveOperationException {
            List<double[]> results = results(sizes);
            call("gradient", sizes, at, results);
            return results;
        }

        private List<double[]> results(Map<String, Long> sizes) {
            List<double[]> results = new ArrayList<>();
            for (int by : function.by()) {
                Symbol symbol = function.inputs().get(by);
                results.add(new double[Math.toIntExact(symbol.shape().entries().value(sizes::get))]);
            }
            return results;
        }
    }
}
