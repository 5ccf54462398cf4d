"""Copies, pickles, parameters and limits of types, as PyTorch has them."""

import copy
import pickle

import numpy as np
import pytest

from autograd_lessons import engine
from tests.engine.oracle import assert_same

SETUP = """
import copy, pickle
def stored(t): return pickle.loads(pickle.dumps(t))
x = torch.tensor([[1.0, -2.0, 3.0], [0.5, 0.0, -1.5]], requires_grad=True)
i = torch.tensor([1, 2])
P = torch.nn.Parameter
p = P(torch.ones(2))
"""
CALLS = """
copy.deepcopy(x)
copy.deepcopy(x) is x, copy.deepcopy(x).requires_grad, copy.deepcopy(x).grad
copy.deepcopy(x * 2)
copy.deepcopy((x * 2).detach())
copy.deepcopy(x.detach().t()), copy.deepcopy(x.detach().t()).is_contiguous()
copy.deepcopy(i), copy.deepcopy(torch.tensor(True)), copy.deepcopy(torch.zeros(0))
copy.deepcopy([x, x])[0] is copy.deepcopy([x, x])[1]
[u := copy.deepcopy([x, x]), u[0] is u[1]]
copy.copy(x) is x, copy.copy(x).requires_grad, copy.copy(x).is_leaf
copy.copy(x * 2)
stored(x)
stored(x).grad
stored(x * 2), stored(x * 2).is_leaf
stored(i), stored(torch.tensor(True)), stored(torch.zeros(2, 0))
stored(torch.float32), stored(torch.Size([1, 2])), copy.deepcopy(torch.int64)
p
str(p), f"{p}"
p.requires_grad, p.is_leaf, isinstance(p, P), isinstance(p, torch.Tensor), isinstance(x, P)
issubclass(P, torch.Tensor), torch.nn.parameter.Parameter is P
P(torch.ones(2), requires_grad=False)
P(torch.ones(2), False).requires_grad
P()
P(i)
P(i, requires_grad=False)
P([1.0, 2.0])
P(x * 2)
P(torch.tensor(1.5))
p * 2, p.clone(), p.data, p.detach(), -p
[type(each).__name__ for each in (p, p * 2, 2 * p, p + p, p.data, p[:], p.exp())]
(torch.ones(2) * p).grad_fn, (p * p).sum().grad_fn, torch.maximum(p, torch.ones(2)), p @ p
torch.autograd.grad((p * p).sum(), p), torch.cat([p, p])
p.grad_fn, p.is_leaf, (p ** p).grad_fn.next_functions[0][0].variable is p
type(copy.deepcopy(p)).__name__, type(stored(p)).__name__, type(copy.copy(p)).__name__
P(p) is p
copy.deepcopy(p), isinstance(copy.deepcopy(p), P)
stored(p), isinstance(stored(p), P)
isinstance(p.clone(), P), isinstance(p.detach(), P)
torch.finfo(torch.float32), torch.finfo(torch.float64), torch.finfo()
torch.finfo(torch.float32).bits, torch.finfo(torch.float32).dtype, torch.finfo(torch.float64).eps
torch.finfo(torch.float32).tiny, torch.finfo(torch.float32).resolution, torch.finfo().max
torch.finfo(torch.int64)
torch.finfo(3)
torch.iinfo(torch.int64), torch.iinfo(torch.uint8), torch.iinfo(torch.int8)
torch.iinfo(torch.int16).bits, torch.iinfo(torch.int32).dtype, torch.iinfo(torch.int64).max
torch.iinfo(torch.float32)
torch.iinfo(torch.bool)
torch.iinfo()
"""
PROGRAMS = {
    "grad is copied": """
x.grad = torch.ones(2, 3)
y = copy.deepcopy(x)
y.grad.mul_(2)
print(y, y.grad, x.grad, copy.copy(x).grad)
""",
    "memory is not shared": """
y, z = copy.deepcopy(x), copy.copy(x)
with torch.no_grad():
    x[0, 0] = 9.0
print(x, y, z)
""",
    "views copied together": """
v = torch.arange(6.0).reshape(2, 3)
w = copy.deepcopy([v, v[1:], v.t()[1]])
w[0][1, 1] = 9.0
print(w, v)
""",
    "backward through a copy": """
y = copy.deepcopy(x)
(y * x).sum().backward()
print(x.grad, y.grad)
""",
    "parameters learn": """
p.sum().backward()
with torch.no_grad():
    p -= p.grad
print(p, p.grad, isinstance(p, P))
""",
    "parameters share memory": """
d = torch.ones(2)
q = P(d)
d.add_(1)
print(q, q._version)
""",
    "hooks are not stored": """
def hook(g): return g
x.register_hook(hook)
print(copy.deepcopy(x))
stored(x)
""",
}


@pytest.mark.parametrize("call", CALLS.strip().splitlines())
def test_calls(call):
    assert_same(f"{SETUP}print({call})")


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name):
    assert_same(SETUP + PROGRAMS[name])


def test_a_part_of_foreign_memory_is_copied() -> None:
    memory = bytearray(24)
    whole = np.frombuffer(memory)
    part = engine.from_numpy(np.frombuffer(memory)[1:])
    other = copy.deepcopy(part)
    whole[1] = 5.0
    assert part.tolist() == [5.0, 0.0]
    assert other.tolist() == [0.0, 0.0]
    assert pickle.loads(pickle.dumps(part)).tolist() == [5.0, 0.0]


def test_a_part_of_columns_in_memory_is_copied() -> None:
    columns = engine.from_numpy(np.asfortranarray(np.arange(6.0).reshape(2, 3)))
    assert copy.deepcopy(columns[:, 1:]).tolist() == [[1.0, 2.0], [4.0, 5.0]]
