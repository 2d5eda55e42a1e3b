"""The reference beside torch.nn.LSTM on the CPU, and beside its own matrix products alone. By hand:

python benchmarks/reference_speed.py                    all sizes, both dtypes, one thread and all of them
python benchmarks/reference_speed.py --threads 1 --repeats 40

Both sides run a forward and a backward pass to every gradient (weights, input, initial states) in one process with equally
many threads, in turns; the ratio of a turn's two times is taken, and the median of those ratios is printed, since a shared
machine is noisy for both alike. Below 1 is faster than torch.

``drill``: ``lstm_forward`` and ``lstm_backward``, which has to compute the gates a second time.
``cached``: ``forward_with_cache`` and ``backward_from_cache``, which do the work that torch does.
``floor``: the matrix products of the cached pair and nothing else, also in NumPy.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SIZES = ((32, 1, 32, 64), (50, 16, 64, 128), (100, 32, 128, 256), (200, 64, 256, 512))
DTYPES = ("float64", "float32")
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# OpenBLAS' and OpenMP's idle workers spin for some ten milliseconds; the other side must not pay for that
REST_SECONDS = 0.05
# a turn runs a side for about this long
TURN_SECONDS = 0.05

Contestants = dict[str, Callable[[], object]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, action="append", help="repeatable; default: 1 and one for each core")
    parser.add_argument("--repeats", type=int, default=15, help="turns of each side (default: %(default)s)")
    parser.add_argument("--sizes", type=int, nargs="+", default=range(len(SIZES)), help="which of the sizes, from 0")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        measure(arguments.threads[0], arguments.repeats, [SIZES[index] for index in arguments.sizes])
        return
    print("| threads | dtype | T, N, D, H | torch ms | drill / torch | cached / torch | floor / torch |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for threads in arguments.threads or sorted({1, os.cpu_count() or 1}):
        # OpenBLAS reads its number of threads while it loads, so each number has its own process
        environment = os.environ | dict.fromkeys(THREAD_VARIABLES, str(threads))
        environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
        sizes = [str(index) for index in arguments.sizes]
        options = ["--child", "--threads", str(threads), "--repeats", str(arguments.repeats), "--sizes", *sizes]
        subprocess.run([sys.executable, __file__, *options], env=environment, check=True)


def measure(threads: int, repeats: int, sizes: list[tuple[int, int, int, int]]) -> None:
    """One row for every dtype and size."""
    import torch

    torch.set_num_threads(threads)
    for dtype in DTYPES:
        for size in sizes:
            times = in_turns(contestants(dtype, *size), repeats)
            ratios = {
                name: statistics.median(ours / theirs for ours, theirs in zip(values, times["torch"], strict=True))
                for name, values in times.items()
            }
            milliseconds = statistics.median(times["torch"]) * 1000
            cells = [threads, dtype, ", ".join(map(str, size)), f"{milliseconds:.2f}"]
            cells += [f"{ratios[name]:.2f}" for name in ("drill", "cached", "floor")]
            print("|", " | ".join(map(str, cells)), "|", flush=True)


def in_turns(sides: Contestants, repeats: int) -> dict[str, list[float]]:
    """Seconds of one call of each side, ``repeats`` times, the sides one after another in every turn."""
    calls = {}
    for name, run in sides.items():
        run()
        began = time.perf_counter()
        run()
        calls[name] = max(1, int(TURN_SECONDS / (time.perf_counter() - began)))
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(repeats):
        for name, run in sides.items():
            time.sleep(REST_SECONDS)
            run()
            began = time.perf_counter()
            for _ in range(calls[name]):
                run()
            times[name].append((time.perf_counter() - began) / calls[name])
    return times


def contestants(dtype: str, steps: int, batch: int, inputs: int, units: int) -> Contestants:
    """Each side with arrays of its own, ready to be called."""
    import numpy as np
    import torch

    from lstm_drills.content.cases import lstm_weights
    from lstm_drills.reference import lstm_backward, lstm_forward
    from lstm_drills.reference.sequence import backward_from_cache, forward_with_cache

    rng = np.random.RandomState(0)
    x, d_hidden = (
        rng.normal(size=(steps, batch, inputs)).astype(dtype),
        rng.normal(size=(steps, batch, units)).astype(dtype),
    )
    h0, c0 = rng.normal(size=(2, batch, units)).astype(dtype)
    # a sum of H products of standard deviation 0.6 would saturate every gate
    weights = {key: (array / np.sqrt(units)).astype(dtype) for key, array in lstm_weights(rng, inputs, units).items()}
    layer = torch.nn.LSTM(inputs, units, dtype=getattr(torch, dtype))
    tensors = [torch.tensor(array, requires_grad=True) for array in (x, h0[None], c0[None])]
    upstream = torch.tensor(d_hidden)

    def run_torch() -> object:
        hidden, _ = layer(tensors[0], (tensors[1], tensors[2]))
        return torch.autograd.grad(hidden, [*tensors, *layer.parameters()], upstream)

    def run_drill() -> object:
        hidden, cell = lstm_forward(x, weights, h0, c0)
        return lstm_backward(hidden, cell, x, weights, d_hidden, h0, c0)

    def run_cached() -> object:
        _, _, cache = forward_with_cache(x, weights, h0, c0)
        return backward_from_cache(cache, d_hidden)

    flat, hidden = x.reshape(-1, inputs), rng.normal(size=(steps, batch, units)).astype(dtype)
    gates = rng.normal(size=(steps * batch, 4 * units)).astype(dtype)
    w_inputs, w_recurrent = (rng.normal(size=(rows, 4 * units)).astype(dtype) for rows in (inputs, units))
    transposed = np.ascontiguousarray(w_recurrent.T)

    def run_floor() -> object:
        products = (flat @ w_inputs).reshape(steps, batch, 4 * units)
        for t in range(steps):
            hidden[t] @ w_recurrent
        for t in range(steps):
            products[t] @ transposed
        return hidden.reshape(-1, units).T @ gates, flat.T @ gates, gates @ w_inputs.T

    return {"torch": run_torch, "drill": run_drill, "cached": run_cached, "floor": run_floor}


if __name__ == "__main__":
    main()
