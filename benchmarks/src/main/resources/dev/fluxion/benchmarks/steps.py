"""A training step of a model in single precision, as PyTorch does it.

Arguments: model (mlp, regression, large or cnn), optimizer (sgd or adam), threads, seconds. Prints the version, with the instructions that PyTorch and its OpenBLAS say they use, and the median time of a step in
nanoseconds: processor time with one thread, else the wall's.
"""
import ctypes
import os
import re
import sys
import time

model, optimizer, threads, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(threads)
import torch
import torch.nn.functional as functions

torch.set_num_threads(threads)
torch.manual_seed(1)
BATCH, BATCHES, CLASSES = 64 if model == "cnn" else 128, 26, 10
WIDTHS = {"mlp": (784, 256, 128, CLASSES), "regression": (784, CLASSES), "large": (784, 2048, 1664, CLASSES)}
nn = torch.nn

if model == "cnn":
    network = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
                            nn.Flatten(), nn.Linear(400, CLASSES))
    row = (1, 28, 28)
else:
    layers = []
    for width, following in zip(WIDTHS[model], WIDTHS[model][1:]):
        layers += [nn.Linear(width, following), nn.ReLU()]
    network = nn.Sequential(*layers[:-1])
    row = (784,)
for layer in network:
    if hasattr(layer, "weight"):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
kinds = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
update = kinds[optimizer](network.parameters(), lr=1e-5)
images = torch.rand(BATCH * BATCHES, *row) * torch.randint(0, 2, (BATCH * BATCHES, *row))
labels = torch.randint(0, CLASSES, (BATCH * BATCHES,))
done = 0


def step():
    global done
    at = done % BATCHES * BATCH
    label = (done + done // BATCHES) % BATCHES * BATCH
    done += 1
    update.zero_grad(set_to_none=True)
    functions.cross_entropy(network(images[at:at + BATCH]), labels[label:label + BATCH]).backward()
    update.step()




def instructions():
    found = re.search(r"CPU capability usage: (\S+)", torch.__config__.show())
    used = [found.group(1) if found else "instructions unknown"]
    with open("/proc/self/maps") as maps:
        libraries = {line.split()[-1] for line in maps if "openblas" in line}
    for library in sorted(libraries):
        name = getattr(ctypes.CDLL(library), "openblas_get_corename", None)
        if name:
            name.restype = ctypes.c_char_p
            used.append(name().decode())
    return ", ".join(dict.fromkeys(used))


clock = time.process_time_ns if threads == 1 else time.perf_counter_ns
warm = time.perf_counter()
while time.perf_counter() - warm < 1:
    step()
times, start = [], time.perf_counter()
while time.perf_counter() - start < seconds or len(times) < 3:
    before = clock()
    for _ in range(5):
        step()
    times.append((clock() - before) / 5)
print(f"{torch.__version__} ({instructions()})", sorted(times)[len(times) // 2], sep="\t")
