"""Random numbers against real PyTorch: the same seed, the same calls, the same bits."""

import os
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd_lessons.engine.kernels.vector_math import fused_multiply_add
from autograd_lessons.engine.random import draws
from autograd_lessons.engine.random.generator import Generator

FLOATS = ["float32", "float64"]
SIZES = [0, 1, 2, 3, 7, 15, 16, 17, 31, 32, 33, 100, 623, 624, 625, 1000]

# PyTorch's kernels for older and other processors round some last bits differently.
BIT_EQUAL = torch.backends.cpu.get_cpu_capability() in ("AVX2", "AVX512")

seeds = st.one_of(st.integers(0, 5), st.integers(-(2**63), 2**64 - 1))
sizes = st.one_of(st.sampled_from(SIZES), st.integers(0, 70))
dtypes = st.sampled_from(FLOATS)


def assert_same(ours, theirs):
    theirs = theirs.numpy()
    assert ours.dtype == theirs.dtype
    if BIT_EQUAL or ours.dtype.kind != "f":
        np.testing.assert_array_equal(ours, theirs)
    else:
        np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=5e-5)


def pair_of_generators(seed):
    return Generator().manual_seed(seed), torch.Generator().manual_seed(seed)


# One function for each kind of call: draws with both libraries and returns both results.


def draw_uniform(ours, theirs, size, dtype, low=0.0, high=1.0):
    tensor = torch.empty(size, dtype=getattr(torch, dtype)).uniform_(low, high, generator=theirs)
    return draws.uniform((size,), low, high, dtype=np.dtype(dtype), generator=ours), tensor


def draw_normal(ours, theirs, size, dtype, mean=0.0, std=1.0):
    tensor = torch.empty(size, dtype=getattr(torch, dtype)).normal_(mean, std, generator=theirs)
    return draws.normal((size,), mean, std, dtype=np.dtype(dtype), generator=ours), tensor


def draw_integers(ours, theirs, size, low, width):
    tensor = torch.randint(low, low + width, (size,), generator=theirs)
    return draws.integers((size,), low, low + width, generator=ours), tensor


def draw_permutation(ours, theirs, size):
    return draws.permutation(size, generator=ours), torch.randperm(size, generator=theirs)


def draw_bernoulli(ours, theirs, size, p):
    # A tensor of float64 probabilities: for a number PyTorch asks MKL on Intel processors.
    tensor = torch.bernoulli(torch.full((size,), p, dtype=torch.float64), generator=theirs)
    return draws.bernoulli((size,), p, dtype=np.dtype("float64"), generator=ours), tensor


def draw_bernoulli_each(ours, theirs, size, dtype):
    p = np.linspace(0, 1, size, dtype=dtype)
    tensor = torch.bernoulli(torch.from_numpy(p), generator=theirs)
    return draws.bernoulli((size,), p, dtype=p.dtype, generator=ours), tensor


def pass_state_to_us(ours, theirs):
    ours.set_state(theirs.get_state().numpy())
    return np.zeros(0, np.float32), torch.zeros(0)


def pass_state_to_them(ours, theirs):
    theirs.set_state(torch.from_numpy(ours.get_state()))
    return np.zeros(0, np.float32), torch.zeros(0)


# Rounded: near 1e-300 a product has no room left for the error that rounding once needs.
ordinary = st.floats(-9, 9).map(lambda number: round(number, 9))
bounds = st.tuples(ordinary, ordinary).map(sorted)
widths = st.one_of(
    st.integers(1, 100),
    st.sampled_from([2**28 - 1, 2**28, 2**28 + 1, 2**32 - 1, 2**32, 2**32 + 1, 2**62]),
)
calls = st.one_of(
    st.tuples(st.just(draw_uniform), sizes, dtypes),
    st.builds(lambda s, d, b: (draw_uniform, s, d, *b), sizes, dtypes, bounds),
    st.tuples(st.just(draw_normal), sizes, dtypes),
    st.tuples(st.just(draw_normal), sizes, dtypes, ordinary, ordinary.map(abs)),
    st.tuples(st.just(draw_integers), sizes, st.integers(-(2**62), 2**61), widths),
    st.tuples(st.just(draw_permutation), sizes),
    st.tuples(st.just(draw_bernoulli), sizes, st.floats(0, 1)),
    st.tuples(st.just(draw_bernoulli_each), sizes, dtypes),
    st.tuples(st.just(pass_state_to_us)),
    st.tuples(st.just(pass_state_to_them)),
)


@settings(max_examples=200, deadline=None)
@given(seeds, st.lists(calls, max_size=12))
def test_any_program_of_calls(seed, program):
    generators = pair_of_generators(seed)
    for draw, *arguments in program:
        assert_same(*draw(*generators, *arguments))


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("size", [*SIZES, 100_003])
@pytest.mark.parametrize("seed", [0, 42, 2**32 + 3])
def test_randn_and_rand(seed, size, dtype):
    torch.manual_seed(seed)
    ours, theirs = Generator().manual_seed(seed), {"dtype": getattr(torch, dtype)}
    kind = np.dtype(dtype)
    assert_same(draws.normal((size,), dtype=kind, generator=ours), torch.randn(size, **theirs))
    assert_same(draws.uniform((size,), dtype=kind, generator=ours), torch.rand(size, **theirs))


def test_spare_normal_is_kept_across_calls_and_dropped_by_seeding():
    ours, theirs = pair_of_generators(1)
    assert_same(*draw_normal(ours, theirs, 3, "float32"))
    assert ours.spare_normal is not None
    assert_same(*draw_normal(ours, theirs, 20, "float32"))  # does not touch it
    assert_same(*draw_normal(ours, theirs, 1, "float64"))  # takes it
    assert ours.spare_normal is None
    assert_same(*draw_normal(ours, theirs, 1, "float32"))
    ours.manual_seed(1), theirs.manual_seed(1)
    assert_same(*draw_normal(ours, theirs, 1, "float32"))


@pytest.mark.parametrize("shape", [(), (0,), (3, 4), (2, 0, 5), (4, 5, 2)])
def test_shapes(shape):
    ours, theirs = pair_of_generators(5)
    assert_same(draws.uniform(shape, generator=ours), torch.rand(shape, generator=theirs))
    assert_same(draws.normal(shape, generator=ours), torch.randn(shape, generator=theirs))
    expected = torch.randint(0, 9, shape, generator=theirs)
    assert_same(draws.integers(shape, 0, 9, generator=ours), expected)
    assert draws.bernoulli(shape, 0.5, generator=ours).shape == shape


@pytest.mark.parametrize("name", ["int64", "int32", "int16", "int8", "uint8", "float32", "float64"])
def test_whole_numbers_of_other_types(name):
    ours, theirs = pair_of_generators(5)
    dtype, torch_dtype = np.dtype(name), getattr(torch, name)
    expected = torch.randint(3, 128, (50,), dtype=torch_dtype, generator=theirs)
    assert_same(draws.integers((50,), 3, 128, dtype=dtype, generator=ours), expected)
    expected = torch.randperm(100, dtype=torch_dtype, generator=theirs)
    assert_same(draws.permutation(100, dtype=dtype, generator=ours), expected)


def test_random_truth_values():
    ours, theirs = pair_of_generators(5)
    expected = torch.randint(0, 2, (50,), dtype=torch.bool, generator=theirs)
    assert_same(draws.integers((50,), 0, 2, dtype=np.dtype("bool"), generator=ours), expected)


@pytest.mark.parametrize("limits", [(-(2**63), 2**63 - 1), (-5, 2**63 - 1), (-(2**63), 0)])
def test_widest_ranges(limits):
    ours, theirs = pair_of_generators(5)
    expected = torch.randint(*limits, (50,), generator=theirs)
    assert_same(draws.integers((50,), *limits, generator=ours), expected)


ANY = Generator()


def message_of(call):
    with pytest.raises(Exception) as caught:
        call()
    return type(caught.value), str(caught.value).split("\nException raised from")[0]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            lambda: draws.uniform((2,), 1.5, -0.25, generator=ANY),
            lambda: torch.empty(2).uniform_(1.5, -0.25),
        ),
        (
            lambda: draws.uniform((2,), 0, 1e39, generator=ANY),
            lambda: torch.empty(2).uniform_(0, 1e39),
        ),
        (
            lambda: draws.uniform((2,), -1e39, 0, generator=ANY),
            lambda: torch.empty(2).uniform_(-1e39, 0),
        ),
        (
            lambda: draws.uniform((2,), -3e38, 3e38, generator=ANY),
            lambda: torch.empty(2).uniform_(-3e38, 3e38),
        ),
        (
            lambda: draws.normal((2,), 0, -1.5, generator=ANY),
            lambda: torch.empty(2).normal_(0, -1.5),
        ),
        (
            lambda: draws.normal((2,), 0, np.nan, generator=ANY),
            lambda: torch.empty(2).normal_(0, np.nan),
        ),
        (lambda: draws.bernoulli((2,), 1.5, generator=ANY), lambda: torch.empty(2).bernoulli_(1.5)),
        (
            lambda: draws.bernoulli((2,), np.array([0.5, np.nan]), generator=ANY),
            lambda: torch.bernoulli(torch.tensor([0.5, np.nan])),
        ),
        (lambda: draws.integers((2,), 3, 3, generator=ANY), lambda: torch.randint(3, 3, (2,))),
        (lambda: draws.permutation(-1, generator=ANY), lambda: torch.randperm(-1)),
        (lambda: Generator().manual_seed(1.5), lambda: torch.Generator().manual_seed(1.5)),  # type: ignore[arg-type]
        (lambda: Generator().manual_seed(True), lambda: torch.Generator().manual_seed(True)),
        (lambda: Generator().manual_seed(2**64), lambda: torch.Generator().manual_seed(2**64)),
        (
            lambda: Generator().set_state(np.zeros(10, np.uint8)),
            lambda: torch.Generator().set_state(torch.zeros(10, dtype=torch.uint8)),
        ),
        (
            lambda: Generator().set_state(np.zeros(5056, np.uint8)),
            lambda: torch.Generator().set_state(torch.zeros(5056, dtype=torch.uint8)),
        ),
        (
            lambda: Generator().set_state(np.zeros(5056)),
            lambda: torch.Generator().set_state(torch.zeros(5056)),
        ),
    ],
)
def test_errors(ours, theirs):
    assert message_of(ours) == message_of(theirs)


@pytest.mark.parametrize("name", ["bool", "uint8", "int8", "int16", "int32"])
@pytest.mark.parametrize("limits", [(-(2**40), 0), (0, 2**40)])
def test_whole_numbers_beyond_their_type(name, limits):
    ours = message_of(lambda: draws.integers((2,), *limits, dtype=np.dtype(name), generator=ANY))
    theirs = message_of(lambda: torch.randint(*limits, (2,), dtype=getattr(torch, name)))
    assert ours == theirs


@given(seeds)
def test_initial_seed(seed):
    ours, theirs = pair_of_generators(seed)
    assert ours.initial_seed() == theirs.initial_seed()


def test_new_generator_is_always_the_same():
    assert Generator().initial_seed() == torch.Generator().initial_seed()
    assert_same(*draw_uniform(Generator(), torch.Generator(device="cpu"), 5, "float32"))


def test_seed_returns_what_it_seeds_with():
    generator = Generator()
    seed = generator.seed()
    assert seed == generator.initial_seed() != Generator().seed()
    ours, theirs = generator, torch.Generator().manual_seed(seed)
    assert_same(*draw_normal(ours, theirs, 20, "float32"))


def test_every_process_has_a_default_seed_of_its_own():
    program = "from autograd_lessons import engine; print(engine.rand(3))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, env=os.environ
        ).stdout
        for _ in range(2)
    }
    assert len(outputs) == 2


@pytest.mark.parametrize(("factor", "term"), [(0.7, -0.3), (1 / 3, 1e-9), (1e9, 0.1), (3.0, 0.0)])
def test_multiply_add_rounds_once(factor, term):
    values = np.random.RandomState(0).standard_normal(2000)
    exact = [float(Fraction(v) * Fraction(factor) + Fraction(term)) for v in values.tolist()]
    assert fused_multiply_add(values, factor, term).tolist() == exact
    assert (values * factor + term).tolist() != exact or term == 0
