"""Random tensors: PyTorch's numbers, errors and printed text for whole programs."""

import pytest

from tests.engine.oracle import assert_same

# One program prints all of a group after one seed, so the order of draws is compared as well.
GROUPS = {
    "rand": """torch.rand(3)
torch.rand(2, 3, dtype=torch.float64)
torch.rand((2, 0))
torch.rand(())
torch.rand([2, 1], requires_grad=True)
torch.rand(17)
torch.rand(size=(2,))
torch.rand_like(torch.zeros(2, 2))
torch.rand_like(torch.zeros(2, dtype=torch.int64), dtype=torch.float64, requires_grad=True)""",
    "randn": """torch.randn(3)
torch.randn(20)
torch.randn(2, 3, dtype=torch.float64)
torch.randn(2, requires_grad=True)
torch.randn_like(torch.zeros(2, 2))
torch.randn_like(torch.zeros(2), dtype=torch.float64)""",
    "randint": """torch.randint(3, (2,))
torch.randint(-5, 3, (2, 2))
torch.randint(low=1, high=3, size=(2,))
torch.randint(high=3, size=(2,))
torch.randint(2, high=9, size=(2,))
torch.randint(0, 3, (2,), dtype=torch.float32, requires_grad=True)
torch.randint(0, 2, (5,), dtype=torch.bool)
torch.randint_like(torch.zeros(2), 3)
torch.randint_like(torch.zeros(2), 1, 3, dtype=torch.int64)
torch.randperm(5)
torch.randperm(5, dtype=torch.float32, requires_grad=True)
torch.randperm(0)""",
    "in place": """torch.zeros(3).normal_()
torch.zeros(3).normal_(2, 0.5)
torch.zeros(20).normal_(mean=-1, std=3)
torch.zeros(3).uniform_(-1, 1)
torch.zeros(3, dtype=torch.float64).uniform_()
torch.zeros(2, dtype=torch.int64).random_()
torch.zeros(5, dtype=torch.uint8).random_()
torch.zeros(5, dtype=torch.bool).random_()
torch.zeros(2).random_()
torch.zeros(2, dtype=torch.float64).random_()
torch.zeros(2).random_(5)
torch.zeros(2).random_(5, 8)
torch.zeros(2, dtype=torch.int64).random_(-5, None)
torch.zeros(4).bernoulli_(torch.full((4,), 0.5))
torch.zeros(2, 3).bernoulli_(torch.tensor([0.0, 0.5, 1.0]))
torch.zeros(3).bernoulli_(1.0)
torch.zeros(2, 3).normal_()[0]""",
    "of parameters": """torch.bernoulli(torch.full((5,), 0.5))
torch.full((5,), 0.5, dtype=torch.float64).bernoulli()
torch.ones(2).bernoulli(1)
torch.normal(0.0, 1.0, (2,))
torch.normal(0, 2, (2,), dtype=torch.float64, requires_grad=True)
torch.normal(torch.zeros(2), 1.0)
torch.normal(torch.full((20,), 0.3), torch.full((20,), 0.7))
torch.normal(torch.zeros(2, 1), torch.ones(3))
torch.normal(2.0, torch.ones(3))
torch.normal(torch.zeros(2))
torch.normal(mean=torch.zeros(2), std=torch.ones(2, dtype=torch.float64))
torch.normal(torch.zeros(2, dtype=torch.float64), torch.ones(2))""",
    "generators": """torch.initial_seed()
torch.manual_seed(-1).initial_seed()
torch.initial_seed()
torch.manual_seed(7.9).initial_seed()
torch.default_generator.initial_seed()
torch.Generator().device
torch.Generator("cpu").manual_seed(3).get_state()[:16]
torch.get_rng_state().shape
torch.set_rng_state(torch.Generator().manual_seed(9).get_state())
torch.rand(2)
torch.rand(2, generator=torch.Generator().manual_seed(9))
torch.randn(2, generator=torch.Generator().manual_seed(9).clone_state())
torch.randperm(4, generator=torch.Generator().manual_seed(9))
torch.Generator().set_state(torch.Generator().manual_seed(4).get_state()).initial_seed()
torch.rand(2)
isinstance(torch.default_generator, torch.Generator)
torch.Generator()""",
    "recorded": """(torch.zeros(2, requires_grad=True) * 2).normal_()
(torch.zeros(2, requires_grad=True) * 2).uniform_()
(torch.zeros(2, requires_grad=True) * 2).random_()
(torch.zeros(2, requires_grad=True) * 2).random_(3)
(torch.zeros(2, requires_grad=True) * 2).random_(3, 5)
(torch.zeros(2, requires_grad=True) * 2).bernoulli_(1.0)
(torch.zeros(2, requires_grad=True) * 2).bernoulli_(torch.ones(2))
torch.zeros(2).bernoulli_(torch.ones(1, requires_grad=True))
torch.bernoulli(torch.ones(2, requires_grad=True))
torch.bernoulli(torch.ones(2, requires_grad=True), 1.0)
torch.normal(torch.zeros(2, requires_grad=True), 1.0)
torch.normal(torch.zeros(2, requires_grad=True), torch.ones(2, 1))
torch.normal(1.0, torch.zeros(2, requires_grad=True))""",
}
ERRORS = """torch.rand()
torch.rand(2, 3, dtype=torch.int64)
torch.rand(-1)
torch.rand(2, -3)
torch.rand("a")
torch.rand(2.0)
torch.rand(True)
torch.rand(None)
torch.rand(2, 2.0)
torch.rand((2,), (3,))
torch.randn(2, generator=5)
torch.randn(2, dtype=torch.bool)
torch.randint(3)
torch.randint(0, (2,))
torch.randint(5, 3, (2,))
torch.randint(0, 3, 2)
torch.randint(0, 3, (2,), requires_grad=True)
torch.randint(0, 300, (2,), dtype=torch.uint8)
torch.randint(1.5, 3, (2,))
torch.randperm(-5)
torch.randperm(2.5)
torch.randperm(300, dtype=torch.uint8)
torch.bernoulli(torch.tensor([0, 1]))
torch.bernoulli(torch.tensor([0.0, 2.0]))
torch.bernoulli(0.5)
torch.tensor([0.0, 1.0]).bernoulli_(2)
torch.zeros(2).bernoulli_(torch.full((3,), 0.5))
torch.zeros(2, requires_grad=True).bernoulli_()
torch.zeros(2, requires_grad=True).normal_()
torch.zeros(2, requires_grad=True).uniform_()
torch.zeros(2, requires_grad=True)[0].random_()
torch.zeros(2, dtype=torch.int64).normal_()
torch.zeros(2, dtype=torch.int64).uniform_()
torch.zeros(2).uniform_(2, 1)
torch.zeros(2).normal_(0, -1)
torch.zeros(2).random_(8, 5)
torch.zeros(2).random_(2.5)
torch.normal(0.0, 1.0)
torch.normal(torch.ones(2), 1, 3)
torch.normal(0.0, -torch.ones(3))
torch.normal(torch.ones(2), -1.0)
torch.normal(torch.zeros(2, dtype=torch.int64), 1.0)
torch.normal(1.5, torch.tensor([1, 2]))
torch.normal(torch.zeros(2), torch.ones(3))
torch.rand_like(torch.zeros(2, dtype=torch.int64))
torch.randn_like(2)
torch.manual_seed("a")
torch.manual_seed(2**64)
torch.Generator().set_state(3)
torch.Generator().set_state(torch.zeros(3))
torch.Generator().set_state(torch.zeros(3, dtype=torch.uint8))"""


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_programs(group):
    lines = "\n".join(f"print({line})" for line in group.splitlines())
    assert_same(f"torch.manual_seed(3)\n{lines}")


@pytest.mark.parametrize("call", ERRORS.splitlines())
def test_errors(call):
    assert_same(call)


@pytest.mark.parametrize(
    "made",
    [
        "(x * 2).normal_()",
        "(x * 2).uniform_()",
        "(x * 2).random_()",
        "(x * 2).bernoulli_()",
        "(x * 2).bernoulli_(p)",
        "torch.bernoulli(p)",
        "torch.bernoulli(p, 0.5)",
        "torch.normal(x, p)",
        "torch.normal(x, 2.0)",
        "torch.normal(1.0, p)",
    ],
)
def test_gradients_are_zero(made):
    assert_same(
        "x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)\n"
        "p = torch.tensor([0.5, 1.0], requires_grad=True)\n"
        f"y = {made}\n"
        "print(torch.autograd.grad(y.sum(), [x, p], allow_unused=True))"
    )


def test_seed_and_initial_seed() -> None:
    assert_same("print(torch.seed() == torch.initial_seed() != torch.seed())")


def test_versions_go_up() -> None:
    assert_same("x = torch.zeros(3)\nprint(x.normal_() is x, x.uniform_()._version)")


def test_a_state_goes_on_where_it_was() -> None:
    assert_same(
        "g = torch.Generator().manual_seed(1)\n"
        "torch.randn(3, generator=g)\n"
        "state = g.get_state()\n"
        "print(torch.randn(3, generator=g))\n"
        "g.set_state(state)\n"
        "print(torch.randn(3, generator=g))"
    )
