"""Derivatives of GradBench's evals by PyTorch on one thread. Prints job, nanoseconds of the processor (the median) and the sum of the magnitudes of the
results. Arguments: a file of doubles that all inputs are taken from, seconds of each measurement."""
import statistics, sys, time
import numpy as np
import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
ALL = torch.from_numpy(np.fromfile(sys.argv[1]))
SECONDS = float(sys.argv[2])


def measure(job, once):
    results = once()
    times, start = [], time.perf_counter()
    while time.perf_counter() - start < SECONDS and len(times) < 20000 or len(times) < 3:
        before = time.process_time_ns()
        results = once()
        times.append(time.process_time_ns() - before)
    print(job, statistics.median(times), sum(result.abs().sum().item() for result in results), sep="\t", flush=True)


def gradient(function, *at):
    at = [each.detach().requires_grad_() for each in at]
    return torch.autograd.grad(function(*at), at)


def take(*counts):
    at, taken = 0, []
    for count in counts:
        taken.append(ALL[at:at + count].clone())
        at += count
    return taken


def llsq(n, m):
    x, = take(m)
    t = torch.linspace(-1, 1, n)
    exponents = torch.arange(m)
    return lambda: gradient(lambda v: ((t.sign() - (t[:, None] ** exponents) @ v) ** 2).sum() / 2, x)


def lse(n):
    x, = take(n)
    return lambda: gradient(lambda v: torch.logsumexp(v, 0), x)


def gmm(d, k, n=1000):
    x, alpha, mu, q, l = take(n * d, k, k * d, k * d, k * d * (d - 1) // 2)
    x, mu, q, l = x.view(n, d), mu.view(k, d), q.view(k, d), l.view(k, -1)
    columns, rows = torch.triu_indices(d, d, 1)

    def posterior(alpha, mu, q, l):
        lower = torch.zeros(k, d, d).index_put((torch.arange(k)[:, None], rows[None], columns[None]), l) + torch.diag_embed(q.exp())
        y = torch.einsum("kab,nkb->nka", lower, x[:, None, :] - mu[None])
        beta = alpha + q.sum(1) - (y ** 2).sum(2) / 2
        return torch.logsumexp(beta, 1).sum() - n * torch.logsumexp(alpha, 0) - ((2 * q).exp().sum() + (l ** 2).sum()) / 2
    return lambda: gradient(posterior, alpha, mu, q, l)


def det(order):
    a = take(order * order)[0].view(order, order)
    return lambda: gradient(torch.linalg.det, a)


def kmeans(k, n, d):
    points = take(n * d)[0].view(n, d)
    centroids = points[-k:].clone()

    def cost(c):
        return ((c[None] - points[:, None]) ** 2).sum(2).min(1)[0].sum()

    def direction():
        c = centroids.detach().requires_grad_()
        g, = torch.autograd.grad(cost(c), c, create_graph=True)
        h, = torch.autograd.grad(g.sum(), c)
        return [(g / h).detach()]
    return direction


def ba(n, m, p):
    cam = torch.tensor([-0.758453, -1.109613, -0.845551, 34.556073, 39.676747, 53.881673, 419.194514, 5.864426, -8.518870, 0.087812, 0.002739])
    inputs = [cam.repeat(p, 1), torch.tensor([7.203245, 0.001144, 3.023326]).repeat(p, 1), torch.full((p, 1), 0.417022)]
    feature = torch.tensor([271.760969, 834.209256])
    i = torch.arange(p)

    def errors(c, x, w):
        angle = c[:, :3].norm(dim=1, keepdim=True)
        axis, q = c[:, :3] / angle, x - c[:, 3:6]
        seen = q * angle.cos() + torch.cross(axis, q, dim=1) * angle.sin() + axis * (axis * q).sum(1, keepdim=True) * (1 - angle.cos())
        flat = seen[:, :2] / seen[:, 2:]
        rho = (flat ** 2).sum(1, keepdim=True)
        bent = 1 + c[:, 9:10] * rho + c[:, 10:11] * rho ** 2
        return w * (c[:, 6:7] * bent * flat + c[:, 7:9] - feature)

    def jacobian():
        at = [each.detach().requires_grad_() for each in inputs]
        e = errors(*at)
        rows = [torch.cat(torch.autograd.grad(e[:, which].sum(), at, retain_graph=True), 1) for which in (0, 1)]
        columns = torch.cat([11 * (i % n)[:, None] + torch.arange(11), 11 * n + 3 * (i % m)[:, None] + torch.arange(3), 11 * n + 3 * m + i[:, None]], 1)
        values = torch.cat([torch.stack(rows, 1).flatten(), -2 * inputs[2].flatten()])
        torch.cat([torch.stack([columns, columns], 1).flatten(), 11 * n + 3 * m + i])
        torch.cat([15 * torch.arange(2 * p), 30 * p + torch.arange(p + 1)])
        return [values]
    return jacobian


def ode(n, steps):
    x, = take(n)

    def last(v):
        def slope(y):
            return torch.cat([v[:1], v[1:] * y[:-1]])
        y, h = torch.zeros(n), 2 / steps
        for _ in range(steps):
            k1 = slope(y)
            k2 = slope(y + h / 2 * k1)
            k3 = slope(y + h / 2 * k2)
            k4 = slope(y + h * k3)
            y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        return y[-1]
    return lambda: gradient(last, x)


measure("llsq, n = 1,024, m = 128", llsq(1024, 128))
measure("lse, n = 640,000", lse(640000))
measure("gmm, d = 10, k = 25", gmm(10, 25))
measure("gmm, d = 64, k = 100", gmm(64, 100))
measure("det, order 7", det(7))
measure("kmeans, k = 100, n = 10,000, d = 8", kmeans(100, 10000, 8))
measure("ba, 49 cameras, 7,776 points, 31,843 observations", ba(49, 7776, 31843))
measure("ode, n = 10,000, 10 steps", ode(10000, 10))
