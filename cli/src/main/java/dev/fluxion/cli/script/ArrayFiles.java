package dev.fluxion.cli.script;

import dev.fluxion.grammar.Tree;
import dev.fluxion.nn.data.IdxFile;
import dev.fluxion.nn.data.NpyFile;
import dev.fluxion.nn.data.NumberArray;
import dev.fluxion.symbolic.evaluate.Value;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files of one array or several, which {@code load} reads as tensors: npy, npz and idx. */
final class ArrayFiles {
    // train-images-idx3-ubyte.gz as MNIST names them, or digits.idx
    private static final Pattern IDX = Pattern.compile(".*[.-]idx\\d?(-ubyte)?(\\.gz)?");

    private ArrayFiles() {}

    /** Whether a name is that of such a file. */
    static boolean isNamed(String name) {
        return name.endsWith(".npy") || name.endsWith(".npz") || IDX.matcher(name).matches();
    }

    /** The array that a call of {@code load} asks for. */
    static Value value(Operands operands, Files files) {
        Tree named = operands.required(0, "what to load");
        String name = operands.text(named);
        Optional<Tree> which = operands.named("array");
        operands.finish();
        if (!isNamed(name)) {
            throw Operands.problem("a table needs a name of its own, before it is used", operands.call(),
                    "write data = load(\"" + name + "\"), and column(data, \"…\") below");
        }
        if (which.isPresent() && !name.endsWith(".npz")) {
            throw Operands.problem("only npz files hold arrays with names", which.get(), "");
        }
        Path file = files.readable(name);
        NumberArray array = name.endsWith(".npz") ? NpyFile.read(file, which.map(operands::text).orElse("")) : name.endsWith(".npy") ? NpyFile.read(file)
                : NumberArray.of(IdxFile.read(file));
        return Value.of(array.shape().sizes(), array.values());
    }
}
