"""A training step of an MLP 784-256-128-10 on batches of 128 in single precision, as PyTorch does it.

Arguments: optimizer (sgd or adam), threads, seconds. Prints the version and the median time of a step in nanoseconds: processor time with one thread, else the wall's.
"""
import os
import sys
import time

optimizer, threads, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(threads)
import torch
import torch.nn.functional as functions

torch.set_num_threads(threads)
torch.manual_seed(1)
BATCH, BATCHES, WIDTHS = 128, 26, (784, 256, 128, 10)

layers = []
for width, following in zip(WIDTHS, WIDTHS[1:]):
    layers += [torch.nn.Linear(width, following), torch.nn.ReLU()]
network = torch.nn.Sequential(*layers[:-1])
for layer in layers[::2]:
    torch.nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    torch.nn.init.zeros_(layer.bias)
kinds = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
update = kinds[optimizer](network.parameters(), lr=1e-5)
images = torch.rand(BATCH * BATCHES, WIDTHS[0]) * torch.randint(0, 2, (BATCH * BATCHES, WIDTHS[0]))
labels = torch.randint(0, WIDTHS[-1], (BATCH * BATCHES,))
done = 0


def step():
    global done
    at = done % BATCHES * BATCH
    label = (done + done // BATCHES) % BATCHES * BATCH
    done += 1
    update.zero_grad(set_to_none=True)
    functions.cross_entropy(network(images[at:at + BATCH]), labels[label:label + BATCH]).backward()
    update.step()


clock = time.process_time_ns if threads == 1 else time.perf_counter_ns
for _ in range(100):
    step()
times, start = [], time.perf_counter()
while time.perf_counter() - start < seconds or len(times) < 20:
    before = clock()
    for _ in range(5):
        step()
    times.append((clock() - before) / 5)
print(torch.__version__, sorted(times)[len(times) // 2], sep="\t")
