package dev.fluxion.benchmarks;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.randint;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.relu_;
import static org.bytedeco.pytorch.global.torch.set_num_threads;
import static org.bytedeco.pytorch.global.torch.show_config;
import static org.bytedeco.pytorch.global.torch.zeros;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A training step as PyTorch does it without Python: the same operations as {@code steps.py}, from the library of C++ that Maven Central has, which is newer
 * than the PyTorch of distributions.
 */
final class LibTorchSteps {
    private static final int BATCHES = 26;
    private static final int STEPS = 5; // between two looks at the clock
    private static final double RATE = 1e-5;
    private static final Pattern BUILD = Pattern.compile("CPU capability usage: (\\w+).*BLAS_INFO=(\\w+).*TORCH_VERSION=([\\w.]+)", Pattern.DOTALL);

    private final Model model;
    private final List<Tensor> parameters = new ArrayList<>(); // weights and bias of each layer in turn
    private final Optimizer optimizer;
    private final Tensor images;
    private final Tensor labels;
    private int done;

    private LibTorchSteps(Model model, String optimizer) {
        this.model = model;
        TensorVector trained = new TensorVector();
        for (List<Integer> sizes : model.parameters().values()) {
            long[] shape = (sizes.size() == 2 ? sizes.reversed() : sizes).stream().mapToLong(Integer::longValue).toArray();
            Tensor start = sizes.size() == 1 ? zeros(shape) : randn(shape).mul(new Scalar(Model.deviation(sizes)));
            parameters.add(start.detach().requires_grad_(true));
            trained.push_back(parameters.getLast());
        }
        this.optimizer = switch (optimizer) {
            case "sgd" -> new SGD(trained, new SGDOptions(RATE));
            case "adam" -> new Adam(trained, new AdamOptions(RATE));
            default -> throw new IllegalArgumentException(optimizer);
        };
        List<Integer> sizes = new ArrayList<>(List.of(model.batch() * BATCHES));
        sizes.addAll(model.row());
        long[] shape = sizes.stream().mapToLong(Integer::longValue).toArray();
        images = rand(shape).mul(rand(shape).round()); // half of the pixels are dark
        labels = randint(Model.CLASSES, new long[] {(long) model.batch() * BATCHES}, new TensorOptions(ScalarType.Long));
    }

    /**
     * To be called in a process of its own: model, optimizer, threads and seconds; prints the version and the median time of a step in nanoseconds, processor
     * time with one thread, else the wall's.
     */
    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[2]);
        set_num_threads(threads);
        LibTorchSteps steps = new LibTorchSteps(Model.named(arguments[0]), arguments[1]);
        LongSupplier clock = threads == 1 ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime : System::nanoTime;
        steps.medianNanos(clock, 1e9);
        double median = steps.medianNanos(clock, Double.parseDouble(arguments[3]) * 1e9);
        System.out.println(build() + "\t" + median);
    }

    /** What such a process prints, in lines of fields. */
    static List<String[]> run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), LibTorchSteps.class.getName()));
        command.addAll(List.of(arguments));
        return PeerProcess.lines(command, environment);
    }

    private static String build() {
        Matcher matcher = BUILD.matcher(show_config().getString());
        return matcher.find() ? matcher.group(3) + " (C++, BLAS " + matcher.group(2) + ", " + matcher.group(1) + ")" : "(C++)";
    }

    private double medianNanos(LongSupplier clock, double nanos) {
        List<Double> times = new ArrayList<>();
        for (long start = System.nanoTime(); System.nanoTime() - start < nanos || times.size() < 3;) {
            long before = clock.getAsLong();
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            times.add((clock.getAsLong() - before) / (double) STEPS);
        }
        Collections.sort(times);
        return times.get(times.size() / 2);
    }

    private void step() {
        try (PointerScope _ = new PointerScope()) {
            long at = (long) done % BATCHES * model.batch();
            long label = (long) (done + done / BATCHES) % BATCHES * model.batch();
            done++;
            optimizer.zero_grad(true);
            cross_entropy_loss(network(images.narrow(0, at, model.batch())), labels.narrow(0, label, model.batch())).backward();
            optimizer.step();
        }
    }

    private Tensor network(Tensor rows) {
        Tensor values = rows;
        for (int i = 0; i < parameters.size(); i += 2) {
            Tensor weights = parameters.get(i);
            TensorOptional bias = new TensorOptional(parameters.get(i + 1));
            if (weights.dim() == 2) {
                values = linear(values.dim() == 2 ? values : values.flatten(1, -1), weights, bias);
                values = i + 2 < parameters.size() ? relu_(values) : values;
            } else {
                long[] one = {1, 1};
                values = max_pool2d(relu_(conv2d(values, weights, bias, one, new long[] {0, 0}, one, 1)), 2, 2);
            }
        }
        return values;
    }
}
