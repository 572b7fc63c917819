"""Full Hessians: the closed form in numpy, and the fastest of PyTorch's ways. Prints job, numpy and torch nanoseconds.
On one thread these are of processor time, on several by the wall. Arguments: threads, seconds of each measurement."""
import os, sys
THREADS = int(sys.argv[1]) if len(sys.argv) > 1 else 1
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(THREADS)
import statistics, time
import numpy as np
try:
    import torch
    from torch.autograd.functional import hessian
    torch.set_num_threads(THREADS)
except ImportError:
    torch = None
try:
    from functorch import hessian as functorch_hessian
except ImportError:
    functorch_hessian = None

SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
CLOCK = time.process_time_ns if THREADS == 1 else time.perf_counter_ns


def nanos(work):
    work()
    times, start = [], time.perf_counter()
    while time.perf_counter() - start < SECONDS and len(times) < 2000 or len(times) < 3:
        before = CLOCK()
        work()
        times.append(CLOCK() - before)
    return statistics.median(times)


def peers(loss, at):
    ways = [lambda: hessian(loss, at), lambda: hessian(loss, at, vectorize=True),
            lambda: hessian(loss, at, vectorize=True, outer_jacobian_strategy="forward-mode")]
    if functorch_hessian:
        ways.append(lambda: functorch_hessian(loss)(at))
    return ways


def report(name, closed, loss, at):
    reference = closed()
    line = [name, str(nanos(closed))]
    if torch:
        best = float("inf")
        for way in peers(loss, torch.from_numpy(at)):
            try:
                error = np.abs(way().detach().numpy().reshape(reference.shape) - reference).max() / np.abs(reference).max()
                assert error < 1e-8, error
                best = min(best, nanos(way))
            except (RuntimeError, NotImplementedError):
                pass  # not every way knows every function
        line.append(str(best))
    print("\t".join(line), flush=True)


rng = np.random.default_rng(1)
for d in (100, 400):
    n = 1000
    X, y, w = rng.standard_normal((n, d)), np.sign(rng.standard_normal(n)), 0.1 * rng.standard_normal(d)

    def logistic():
        p = 1 / (1 + np.exp(-(X @ w)))
        return X.T @ ((p * (1 - p))[:, None] * X)
    if torch:
        tX, ty = torch.from_numpy(X), torch.from_numpy(y)
    report(f"logistic regression, n = 1000, d = {d}", logistic, lambda v: torch.nn.functional.softplus(-ty * (tX @ v)).sum(), w)
for n in (200, 800):
    A, x = rng.standard_normal((n, n)), rng.standard_normal(n)
    if torch:
        tA = torch.from_numpy(A)
    report(f"x'*A*x, n = {n}", lambda: A + A.T, lambda v: v @ (tA @ v), x)
x = rng.standard_normal(200)


def softmax_jacobian():
    p = np.exp(x - x.max())
    p /= p.sum()
    return np.diag(p) - np.outer(p, p)


report("logsumexp, n = 200", softmax_jacobian, lambda v: torch.logsumexp(v, 0), x)
m, k = 100, 5
T, V, U = rng.standard_normal((m, m)), rng.standard_normal((m, k)), rng.standard_normal((m, k))
if torch:
    tT, tV = torch.from_numpy(T), torch.from_numpy(V)
report("factorisation 100×5, 500×500 numbers", lambda: np.kron(np.eye(m), 2 * (V.T @ V)), lambda u: ((tT - u @ tV.t()) ** 2).sum(), U)
