package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fluxion as named modules in a virtual machine of its own. */
class ModulePathTest {
    private static final Path HOST = Path.of("src/test/modules/host");

    @Test
    void aModuleThatKnowsOnlyTheScriptingInterfaceFindsTheEngine(@TempDir Path folder) throws Exception {
        Path classes = Files.createDirectory(folder.resolve("host"));
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), HOST.resolve("module-info.java").toString(),
                HOST.resolve("host/Host.java").toString());
        assertThat(status).isZero();
        Path nothing = Files.createFile(folder.resolve("in.txt"));
        Fork.Ending ending = Fork.java(folder, nothing, List.of("-p", classes + File.pathSeparator + Fork.modulePath(), "-m", "host/host.Host"));
        assertThat(ending.err()).isEmpty();
        assertThat(ending.out().lines()).containsExactly("dev.fluxion.cli", "2*x*sin(y)", "4.0", "2.25", "null", "5.0", "10.0", "line 2");
        assertThat(ending.status()).isZero();
    }

    @Test
    void signalsAreWithinReachOfThePrompt(@TempDir Path folder) throws Exception {
        Path nothing = Files.createFile(folder.resolve("in.txt"));
        Fork.Ending ending = Fork.java(folder, nothing, List.of("-p", Fork.modulePath(), "--show-module-resolution", "-m",
                "dev.fluxion.cli/dev.fluxion.cli.Main", "--version"));
        assertThat(ending.out()).contains("dev.fluxion.cli requires jdk.unsupported");
    }
}
