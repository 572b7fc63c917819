package dev.fluxion.cli.scripting;

import dev.fluxion.cli.Version;
import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;

/** Found by {@code new ScriptEngineManager().getEngineByName("fluxion")}, on class path and module path. */
public final class FluxionScriptEngineFactory implements ScriptEngineFactory {
    @Override
    public String getEngineName() {
        return "Fluxion";
    }

    @Override
    public String getEngineVersion() {
        return Version.ofProject();
    }

    @Override
    public List<String> getExtensions() {
        return List.of("flx");
    }

    @Override
    public List<String> getMimeTypes() {
        return List.of("text/x-fluxion");
    }

    @Override
    public List<String> getNames() {
        return List.of("fluxion", "Fluxion");
    }

    @Override
    public String getLanguageName() {
        return "Fluxion";
    }

    @Override
    public String getLanguageVersion() {
        return Version.ofProject();
    }

    /** {@code THREADING} is {@code null}: an engine serves one thread at a time. */
    @Override
    public Object getParameter(String key) {
        return switch (key) {
            case ScriptEngine.ENGINE -> getEngineName();
            case ScriptEngine.ENGINE_VERSION -> getEngineVersion();
            case ScriptEngine.LANGUAGE -> getLanguageName();
            case ScriptEngine.LANGUAGE_VERSION -> getLanguageVersion();
            case ScriptEngine.NAME -> getNames().getFirst();
            default -> null;
        };
    }

    @Override
    public String getMethodCallSyntax(String object, String method, String... arguments) {
        return method + "(" + String.join(", ", arguments) + ")";
    }

    @Override
    public String getOutputStatement(String text) {
        return "print(\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\")";
    }

    @Override
    public String getProgram(String... statements) {
        return String.join("\n", statements);
    }

    @Override
    public ScriptEngine getScriptEngine() {
        return new FluxionScriptEngine(this);
    }
}
