# A million rows in numpy and numexpr on one thread: the median of many rounds of processor time, in nanoseconds for a row. Lines of job, peer, time.
import os
import statistics
import time

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["NUMEXPR_NUM_THREADS"] = "1"
import numpy as np

ROWS = 1_000_000
generator = np.random.default_rng(1)
columns = [0.5 + generator.random(ROWS) for _ in range(5)]
out = np.empty(ROWS)


def measured(job, peer, function):
    for _ in range(3):
        function()
    times = []
    for _ in range(25):
        start = time.process_time_ns()
        function()
        times.append(time.process_time_ns() - start)
    print(job, peer, statistics.median(times) / ROWS, sep="\t")


def sine(x, y):
    return x**2 * np.sin(y)


def sine_in_place(x, y):
    np.sin(y, out=out)
    np.multiply(out, x, out=out)
    np.multiply(out, x, out=out)


def ten(x, y, z):
    return (3*x**2*y - 2*x*y**3*z + np.sin(x*y) + np.exp(-x**2)*z + np.log(1 + y**2) + np.sqrt(x**2 + z**2) - x*y*z/(1 + x**2) + np.cos(z)*y
            + x**3*z**2 - 5*y*z)


def call(s, k, r, v, t):
    from scipy.special import erf
    root = v*np.sqrt(t)
    d1 = (np.log(s/k) + (r + v**2/2)*t)/root
    return s*(1 + erf(d1/np.sqrt(2)))/2 - k*np.exp(-r*t)*(1 + erf((d1 - root)/np.sqrt(2)))/2


x, y, z = columns[:3]
measured("x²·sin y", "numpy " + np.__version__, lambda: sine(x, y))
measured("x²·sin y", "numpy, in place", lambda: sine_in_place(x, y))
measured("ten terms", "numpy " + np.__version__, lambda: ten(x, y, z))
try:
    import scipy
    measured("Black–Scholes", "numpy and scipy " + scipy.__version__, lambda: call(*columns))
except ImportError:
    pass
try:
    import numexpr
    numexpr.set_num_threads(1)
    name = "numexpr " + numexpr.__version__
    measured("x²·sin y", name, lambda: numexpr.evaluate("x**2*sin(y)", out=out))
    text = ("3*x**2*y - 2*x*y**3*z + sin(x*y) + exp(-x**2)*z + log(1 + y**2) + sqrt(x**2 + z**2) - x*y*z/(1 + x**2) + cos(z)*y + x**3*z**2 - 5*y*z")
    measured("ten terms", name, lambda: numexpr.evaluate(text, out=out))
except ImportError:
    pass
