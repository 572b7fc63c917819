package dev.fluxion.cli.script;

import dev.fluxion.codegen.Precision;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.nn.data.DataSet;
import dev.fluxion.nn.data.FashionMnist;
import dev.fluxion.nn.io.SafeTensors;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.TensorShape;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.train.CheckpointFile;
import dev.fluxion.nn.train.Classification;
import dev.fluxion.nn.train.CompiledKernels;
import dev.fluxion.nn.train.Epoch;
import dev.fluxion.nn.train.Optimizer;
import dev.fluxion.nn.train.Prediction;
import dev.fluxion.nn.train.Progress;
import dev.fluxion.nn.train.Trainer;
import dev.fluxion.nn.train.TrainingRun;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Statements that load data, train parameters, test them, and save them. */
final class Networks {
    private static final String SHIPPED = "fashion-mnist";
    private static final int USUAL_BATCH = 128;

    private final Session session;
    private final Display display;
    private final Model model = new Model();
    private final Map<String, Consumer<Operands>> commands = new HashMap<>();
    private List<Epoch> history = List.of();
    private DataSet shown;

    Networks(Session session, Display display) {
        this.session = session;
        this.display = display;
        commands.put("load", this::load);
        commands.put("save", this::save);
        commands.put("fit", this::fit);
        commands.put("accuracy", this::accuracy);
        commands.put("curves", this::curves);
        commands.put("images", this::images);
    }

    Model model() {
        return model;
    }

    Set<String> names() {
        return commands.keySet();
    }

    void perform(Tree.Call call) {
        Operands operands = new Operands(call, session.elaborator());
        commands.get(call.name()).accept(operands);
        operands.finish();
    }

    // load("fashion-mnist") names its four parts; load("x.safetensors") sets parameters.
    private void load(Operands operands) {
        String name = operands.text(operands.required(0, "what to load"));
        if (name.endsWith(".safetensors")) {
            model.load(SafeTensors.read(session.files().readable(name)));
            session.print("parameters read from " + name, "");
        } else if (name.equals(SHIPPED)) {
            if (!session.files().reachesShippedData()) {
                throw Operands.problem("a script from here reaches no data but its own", operands.call(), "");
            }
            dataSet(FashionMnist.load());
        } else if (java.nio.file.Files.isDirectory(session.files().readable(name))) {
            dataSet(FashionMnist.load(session.files().readable(name)));
        } else {
            throw Operands.problem("what is loaded from " + name + " needs a name", operands.call(), "write data = load(\"" + name + "\")");
        }
    }

    private void dataSet(DataSet data) {
        shown = data;
        model.data("train_images", data.trainingInputs());
        model.data("train_labels", data.trainingLabels());
        model.data("test_images", data.testInputs());
        model.data("test_labels", data.testLabels());
        session.print(String.format(Locale.ROOT, "%s: %,d training and %,d test examples, %s", data.name(), data.trainingInputs().shape().size(0),
                data.testInputs().shape().size(0), data.origin()), "");
    }

    private void save(Operands operands) {
        String name = operands.text(operands.required(0, "a file name"));
        SafeTensors.write(session.files().writable(name), model.file());
        session.print("parameters saved to " + name, "");
    }

    private Expression expression(Tree tree) {
        return session.elaborator().expression(tree);
    }

    // Named operands that are variables of the expression bind them to data.
    private Map<Symbol, FloatTensor> bindings(Operands operands, Expression expression) {
        Map<Symbol, FloatTensor> data = new LinkedHashMap<>();
        for (Symbol symbol : Substitution.variables(expression)) {
            if (symbol.role() == Symbol.Role.VARIABLE) {
                Tree bound = operands.named(symbol.name()).orElseThrow(() -> Operands.problem("'" + operands.call().name() + "' needs data for "
                        + symbol.name(), operands.call(), "add " + symbol.name() + " = …"));
                data.put(symbol, numbers(bound));
            }
        }
        return data;
    }

    // The name of loaded data, or an expression of numbers.
    private FloatTensor numbers(Tree bound) {
        Expression written = session.elaborator().read(bound).expression();
        if (written instanceof Symbol symbol) {
            return session.data().value(symbol).map(Networks::single).orElseGet(() -> model.data(bound));
        }
        return single(session.data().determines(written) ? Stabilizer.value(written, session.data().values(written)) : new Numerics(session).value(bound));
    }

    private static FloatTensor single(Value value) {
        float[] entries = new float[value.entries().length];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = (float) value.entries()[i];
        }
        return new FloatTensor(TensorShape.of(value.sizes()), entries);
    }

    private List<Symbol> parameters(Expression expression) {
        List<Symbol> used = Substitution.variables(expression);
        return model.parameters().stream().filter(used::contains).toList();
    }

    private Optimizer optimizer(Operands operands) {
        Tree tree = operands.named("optimizer").orElse(null);
        return switch (tree) {
            case null -> Optimizer.named("adam");
            case Tree.Name name -> Operands.placed(name.span(), () -> Optimizer.named(name.name()));
            case Tree.Call call -> optimizer(call);
            default -> throw Operands.problem("an optimizer is expected here", tree, "known are " + String.join(", ", Optimizer.names()));
        };
    }

    private Optimizer optimizer(Tree.Call call) {
        if (!call.operands().isEmpty()) {
            throw Operands.problem("the options of an optimizer are named", call.operands().getFirst(), "write " + call.name() + "(rate = 0.1)");
        }
        Optimizer optimizer = Operands.placed(call.nameSpan(), () -> Optimizer.named(call.name()));
        for (Tree.Named option : call.named()) {
            if (!(session.elaborator().scalar(option.value(), option.name()) instanceof Constant value)) {
                throw Operands.problem("an option of an optimizer is a number", option.value(), "");
            }
            Optimizer before = optimizer;
            optimizer = Operands.placed(option.span(), () -> before.with(option.name(), value));
        }
        return optimizer;
    }

    private static CompiledKernels kernels(Operands operands) {
        return new CompiledKernels(operands.whole("threads", Runtime.getRuntime().availableProcessors(), CompiledKernels.mostThreads()));
    }

    private static Precision precision(Operands operands) {
        Tree tree = operands.named("precision").orElse(null);
        if (tree == null) {
            return Precision.FLOAT;
        }
        String word = operands.text(tree);
        return Arrays.stream(Precision.values()).filter(each -> each.word().equals(word)).findFirst()
                .orElseThrow(() -> Operands.problem("there is no precision \"" + word + "\"", tree, "it is \"single\" or \"double\""));
    }

    private Trainer.Settings settings(Operands operands, Collection<FloatTensor> data) {
        Optional<CheckpointFile> checkpoint = operands.named("checkpoint").map(tree -> new CheckpointFile(session.files().writable(operands.text(tree))));
        return new Trainer.Settings(optimizer(operands), operands.whole("epochs", 10, Integer.MAX_VALUE),
                operands.whole("batch", usualBatch(data), Integer.MAX_VALUE), operands.whole("seed", 1, Integer.MAX_VALUE),
                precision(operands), checkpoint);
    }

    // A few rows are one batch.
    private static int usualBatch(Collection<FloatTensor> data) {
        return data.stream().filter(tensor -> tensor.shape().rank() > 0).mapToInt(tensor -> Math.clamp(tensor.shape().size(0), 1, USUAL_BATCH)).min().orElse(USUAL_BATCH);
    }

    private void fit(Operands operands) {
        if (Regression.isEquation(operands.required(0, "a loss, or an equation of data and a model"))) {
            new Regression(session, session.data()).fit(operands);
            return;
        }
        Expression loss = session.elaborator().scalar(operands.required(0, "a loss"), "the loss");
        Optional<Expression> predicted = operands.named("predict").map(this::classScores);
        Map<Symbol, FloatTensor> data = bindings(operands, loss);
        Trainer.Settings settings = settings(operands, data.values());
        AtomicReference<Progress> last = new AtomicReference<>();
        Consumer<Progress> watch = display.andThen(last::set);
        TrainingRun run;
        try (CompiledKernels kernels = kernels(operands)) {
            operands.finish(); // a mistyped operand is told before the training, not after it
            run = new Trainer(loss, parameters(loss), data, predicted, settings, kernels, watch).begin(model.values(settings.seed()));
            if (run.done() > 0) {
                session.print(String.format(Locale.ROOT, "going on from %s, after step %,d of %,d",
                        settings.checkpoint().orElseThrow().path().getFileName(), run.done(), run.steps()), "");
            }
            model.train(run.toEnd());
        } finally {
            display.close();
        }
        history = run.ended();
        String speed = last.get() == null ? "" : String.format(Locale.ROOT, ", %,.0f samples/s", last.get().examplesPerSecond());
        session.print("trained: loss " + PlainDisplay.loss(history.getLast().loss()) + speed, "");
        if (run.hasDiverged()) {
            session.print("the loss grew to more than ten times what it was at the start: the training diverged; " + settings.optimizer().gentler(), "");
        }
    }

    /** The scores of an expression for bound data, row by row. */
    private Tensor scores(Operands operands, Expression predicted) {
        Map<Symbol, FloatTensor> data = bindings(operands, predicted);
        try (CompiledKernels kernels = kernels(operands)) {
            return Prediction.values(predicted, data, model.values(), kernels);
        }
    }

    private Expression classScores(Tree tree) {
        return Operands.placed(tree.span(), () -> Classification.scores(expression(tree)));
    }

    // Of another shape, the labels of one row would be held against the scores of another.
    private static void requireLabels(Tensor labels, Tensor scores, Tree at) {
        if (!labels.shape().equals(scores.shape())) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "labels have a row and a column for each score, but these have shape " + labels.shape()
                    + ", and the scores " + scores.shape(), at.span()).withHint("each row of labels is 1 in the column of its class, and 0 elsewhere: onehot(labels, "
                    + scores.shape().size(1) + ") of numbers of classes, which count from 1"));
        }
        Operands.placed(at, () -> Classification.requireClasses(labels));
    }

    private void accuracy(Operands operands) {
        Expression predicted = classScores(operands.required(0, "scores"));
        FloatTensor labels = numbers(operands.required(1, "labels"));
        Tensor scores = scores(operands, predicted);
        requireLabels(labels, scores, operands.required(1, "labels"));
        int right = Classification.correct(scores, labels, labels.shape().size(1));
        int rows = labels.shape().size(0);
        session.print(String.format(Locale.ROOT, "accuracy %.4f (%,d of %,d)", right / (double) rows, right, rows), "");
    }

    private void curves(Operands operands) {
        String name = operands.text(operands.required(0, "a file name"));
        if (history.isEmpty()) {
            throw Operands.problem("nothing was trained yet", operands.call(), "call fit first");
        }
        NetworkPictures.curves(history, session.files().writable(name));
        session.print("curves drawn in " + name, "");
    }

    private void images(Operands operands) {
        String name = operands.text(operands.required(0, "a file name"));
        Expression predicted = classScores(operands.required(1, "scores"));
        FloatTensor labels = numbers(operands.required(2, "labels"));
        FloatTensor drawn = bindings(operands, predicted).values().stream().findFirst()
                .orElseThrow(() -> Operands.problem("there are no images in these scores", operands.required(1, "scores"), ""));
        Tensor scores = scores(operands, predicted);
        requireLabels(labels, scores, operands.required(2, "labels"));
        NetworkPictures.images(drawn, scores, labels,
                shown == null ? List.of() : shown.labelNames(), session.files().writable(name));
        session.print("images drawn in " + name, "");
    }
}
