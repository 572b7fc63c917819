package dev.fluxion.cli.scripting;

import dev.fluxion.cli.script.Bounded;
import dev.fluxion.cli.script.Files;
import dev.fluxion.cli.script.PlainDisplay;
import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.DiagnosticText;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.script.AbstractScriptEngine;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import javax.script.SimpleBindings;

/**
 * Runs scripts that reach no files. Numbers, vectors and matrices ({@code double[]},
 * {@code double[][]}) in the bindings are names of the script; the result is the value of the last expression statement: a
 * {@link Double} where it is a number, else its text, and {@code null} for a script without such a statement. Names that a script gives stay for
 * the next one, exactly, and appear in the bindings: a {@link Double}, {@code double[]} or {@code double[][]} where the value is made of numbers,
 * else an {@link Expression}. What a program then puts there under such a name takes its place. Not thread-safe.
 */
final class FluxionScriptEngine extends AbstractScriptEngine implements Compilable, Invocable {
    private final ScriptEngineFactory factory;
    private final Session session;
    private final Map<String, Object> given = new HashMap<>(); // what scripts have named, as it was put into the bindings
    private final Map<String, Expression> known = new HashMap<>(); // the values of all names after the last script

    FluxionScriptEngine(ScriptEngineFactory factory) {
        this.factory = factory;
        this.session = new Session(output -> print(output.text()), Files.NONE, new PlainDisplay(output -> print(output.text())));
    }

    private void print(String text) {
        PrintWriter out = new PrintWriter(getContext().getWriter());
        out.println(text);
        out.flush();
    }

    @Override
    public Object eval(String script, ScriptContext context) throws ScriptException {
        Object name = context.getAttribute(ScriptEngine.FILENAME);
        Source source = new Source(name == null ? "script" : name.toString(), script);
        Bindings bindings = context.getBindings(ScriptContext.ENGINE_SCOPE);
        try {
            return bounded(() -> {
                try {
                    bind(bindings);
                    return session.result(source).map(FluxionScriptEngine::value).orElse(null);
                } finally {
                    give(bindings);
                }
            });
        } catch (FluxionException e) {
            throw failure(source, e);
        }
    }

    // What a script has named anew; what a program has put there, and no script has changed, stays the object that it is.
    private void give(Bindings bindings) {
        session.values().forEach((name, expression) -> {
            if (!expression.equals(known.put(name, expression)) || !bindings.containsKey(name)) {
                given.put(name, BoundValues.of(expression));
                bindings.put(name, given.get(name));
            }
        });
    }

    // Whoever embeds the engine may have put a budget in force, and can interrupt it.
    private static <T> T bounded(Supplier<T> work) {
        return Bounded.run(Budget.inForce().orElseGet(Budget::unhurried), work);
    }

    private void bind(Map<String, Object> bindings) {
        List<String> put = new ArrayList<>();
        bindings.forEach((name, value) -> {
            if (!name.matches("[A-Za-z_]\\w*") || value != null && given.get(name) == value) {
                return;
            }
            switch (value) {
                case Number number -> session.bind(name, number);
                case double[] vector -> session.bind(name, vector);
                case double[][] matrix -> session.bind(name, matrix);
                case Expression expression -> session.bind(name, expression);
                case null, default -> throw FluxionException.unsupported("the binding '" + name + "' is "
                        + (value == null ? "null" : "a " + value.getClass().getSimpleName()) + ": numbers, double[], double[][] and expressions can be bound");
            }
            given.remove(name);
            put.add(name);
        });
        Map<String, Expression> values = session.values();
        put.forEach(name -> known.put(name, values.get(name)));
    }

    private static Object value(Expression expression) {
        return expression.isScalar() && BoundValues.of(expression) instanceof Double number ? number : expression.toString();
    }

    private static ScriptException failure(Source script, FluxionException problem) {
        Source source = problem.source().orElse(script);
        Diagnostic first = problem.diagnostic();
        int start = Math.max(0, first.span().start());
        ScriptException failure = new ScriptException(DiagnosticText.draw(source, first), source.name(), source.line(start), source.column(start));
        failure.initCause(problem);
        return failure;
    }

    @Override
    public Object eval(Reader reader, ScriptContext context) throws ScriptException {
        return eval(text(reader), context);
    }

    private static String text(Reader reader) throws ScriptException {
        try {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new ScriptException(e);
        }
    }

    @Override
    public Bindings createBindings() {
        return new SimpleBindings();
    }

    @Override
    public ScriptEngineFactory getFactory() {
        return factory;
    }

    /** Reads the script at once, so that mistakes of its form are found here. */
    @Override
    public CompiledScript compile(String script) throws ScriptException {
        Source source = new Source("script", script);
        try {
            dev.fluxion.grammar.Reader.script(source);
        } catch (FluxionException e) {
            throw failure(source, e);
        }
        return new CompiledScript() {
            @Override
            public Object eval(ScriptContext context) throws ScriptException {
                return FluxionScriptEngine.this.eval(script, context);
            }

            @Override
            public ScriptEngine getEngine() {
                return FluxionScriptEngine.this;
            }
        };
    }

    @Override
    public CompiledScript compile(Reader script) throws ScriptException {
        return compile(text(script));
    }

    /** Calls a function that a script has defined, with numbers. */
    @Override
    public Object invokeFunction(String name, Object... arguments) throws ScriptException, NoSuchMethodException {
        StringBuilder call = new StringBuilder(name).append('(');
        for (int i = 0; i < arguments.length; i++) {
            if (!(arguments[i] instanceof Number number)) {
                throw new ScriptException("argument " + (i + 1) + " of " + name + " is no number");
            }
            call.append(i == 0 ? "" : ", ").append('(').append(new java.math.BigDecimal(number.toString()).toPlainString()).append(')');
        }
        Source source = new Source("call", call.append(')').toString());
        try {
            return bounded(() -> value(session.value(source)));
        } catch (FluxionException e) {
            if (e.diagnostic().code() == Diagnostic.Code.NAME) {
                throw new NoSuchMethodException(e.getMessage());
            }
            throw failure(source, e);
        }
    }

    @Override
    public Object invokeMethod(Object object, String name, Object... arguments) throws NoSuchMethodException {
        throw new NoSuchMethodException("Fluxion has no objects with methods: call " + name + " as a function");
    }

    @Override
    public <T> T getInterface(Class<T> type) {
        if (type == null || !type.isInterface()) {
            throw new IllegalArgumentException("no interface: " + type);
        }
        boolean whole = Stream.of(type.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers()) && !isOfObject(method))
                .allMatch(method -> session.defines(method.getName(), method.getParameterCount()));
        return whole ? type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this::call)) : null;
    }

    private static boolean isOfObject(Method method) {
        return switch (method.getName() + "/" + method.getParameterCount()) {
            case "toString/0", "hashCode/0", "equals/1" -> true;
            default -> false;
        };
    }

    private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        if (!isOfObject(method)) {
            return invokeFunction(method.getName(), arguments == null ? new Object[0] : arguments);
        }
        return switch (method.getName()) {
            case "toString" -> "Fluxion functions as " + proxy.getClass().getInterfaces()[0].getName();
            case "hashCode" -> System.identityHashCode(proxy);
            default -> proxy == arguments[0];
        };
    }

    @Override
    public <T> T getInterface(Object object, Class<T> type) {
        throw new IllegalArgumentException("Fluxion has no objects with methods");
    }
}
