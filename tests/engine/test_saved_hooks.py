"""Hooks on saved tensors do as in PyTorch."""

import pytest

from tests.engine.oracle import assert_same

SETUP = """
import os, pickle, tempfile
x = torch.tensor([1., 2., 4.], requires_grad=True)
u = torch.tensor([2., 0.5, 1.], requires_grad=True)
graph = torch.autograd.graph
Hooks = graph.saved_tensors_hooks

def pack(t):
    print('pack', t, t.requires_grad, t.is_leaf, t is x)
    return t.tolist(), t.dtype

def unpack(kept):
    print('unpack', kept[0])
    return torch.tensor(kept[0], dtype=kept[1])

"""
PROGRAMS = {
    "each in its turn": "with Hooks(pack, unpack):\n    y = x.square() * u / 2 + x.relu() * 3\n"
    "    z = (y * y).sum()\n(z * 2).backward()\nprint(x.grad, u.grad)",
    "twice": "with Hooks(pack, unpack):\n    y = (x * u).sum()\ny.backward(retain_graph=True)\n"
    "y.backward()\nprint(x.grad)\ny.backward()",
    "an operation of several": "with Hooks(pack, unpack):\n    y = torch.stack([x, u]).var(0)\n"
    "    z = torch.nn.functional.linear(x[None], u[None], u[:1])\n(y.sum() + z.sum()).backward()\n"
    "print(x.grad, u.grad)",
    "made before": "y = x * u\nwith Hooks(pack, unpack):\n    z = y * x\nz.sum().backward()\n"
    "print(x.grad)",
    "nothing saved": "with Hooks(pack, unpack):\n    y = (x + 1).sum() * 3\ny.backward()",
    "nothing recorded": "with Hooks(pack, unpack), torch.no_grad():\n    y = x * x",
    "nested": "with Hooks(lambda t: t * 2, lambda p: p):\n"
    "    with Hooks(lambda t: t * 3, lambda p: p):\n        a = x**2\n    b = x**2\n"
    "for y in (a, b):\n    y.sum().backward()\n    print(x.grad)",
    "second derivatives": "with Hooks(pack, unpack):\n    y = x**3\n"
    "g, = torch.autograd.grad(y.sum(), x, create_graph=True)\n"
    "print(g, torch.autograd.grad(g.sum(), x))",
    "what a node shows": "with Hooks(pack, unpack):\n    y = x**2\n"
    "print(y.grad_fn, y.grad_fn._saved_self, y.grad_fn._saved_exponent, type(y.grad_fn).__name__)",
    "changed in place": "v = x * 1\nwith Hooks(lambda t: t.clone(), lambda p: p):\n    y = v**2\n"
    "v.add_(5)\ny.sum().backward()\nprint(x.grad)",
    "in files": "def save(t):\n    name = tempfile.mktemp()\n    with open(name, 'wb') as file:\n"
    "        pickle.dump(t.detach(), file)\n    return name\ndef load(name):\n"
    "    with open(name, 'rb') as file:\n        t = pickle.load(file)\n    os.remove(name)\n"
    "    return t\nwith Hooks(save, load):\n    y = (x * u).sum()\ny.backward()\nprint(x.grad)",
    "in numpy": "with Hooks(lambda t: t.numpy(), torch.from_numpy):\n    y = (x * u).sum()\n"
    "y.backward()\nprint(x.grad)",
    "a function of one's own": "class Double(torch.autograd.Function):\n    @staticmethod\n"
    "    def forward(ctx, a):\n        r = a * 2\n        ctx.save_for_backward(a, None, r)\n"
    "        return r\n    @staticmethod\n    def backward(ctx, g):\n"
    "        print(ctx.saved_tensors)\n        return g * 2\nwith Hooks(pack, unpack):\n"
    "    y = Double.apply(x)\ny.sum().backward()",
    "save_on_cpu": "with graph.save_on_cpu():\n    y = x**3\ny.sum().backward()\nprint(x.grad)",
    "no tensor": "with Hooks(lambda t: 1, lambda p: p):\n    y = x**2\ny.sum().backward()",
    "changing it": "def pack(t):\n    t.mul_(2)\n    return t\n"
    "with Hooks(pack, lambda p: p):\n    y = x**2",
    "an error in a hook": "def pack(t):\n    raise ValueError('no')\ntry:\n"
    "    with Hooks(pack, lambda p: p):\n        y = x**2\nfinally:\n    print(x * x)",
    "no functions": "with Hooks(1, 2): pass",
    "forbidden": "with graph.disable_saved_tensors_hooks('not here'):\n"
    "    with Hooks(pack, unpack): pass",
    "not forbidden any more": "with graph.disable_saved_tensors_hooks('not here'): pass\n"
    "with Hooks(pack, unpack): x * x",
    "on one": "y = x**2\ns = y.grad_fn._raw_saved_self\nprint(type(s).__name__)\n"
    "s.register_hooks(pack, unpack)\nprint(y.grad_fn._saved_self)\ny.sum().backward()\n"
    "print(x.grad)\ns.register_hooks(pack, unpack)",
    "on one, twice": "s = (x**2).grad_fn._raw_saved_self\ns.register_hooks(pack, unpack)\n"
    "s.register_hooks(pack, unpack)",
    "on one, packed": "with Hooks(pack, unpack):\n    y = x**2\n"
    "y.grad_fn._raw_saved_self.register_hooks(pack, unpack)",
    "on None": "(x * 2).grad_fn._raw_saved_self.register_hooks(pack, unpack)",
    "on a number": "y = x * 2\ny.grad_fn._raw_saved_other.register_hooks(pack, unpack)",
    "on nothing": "(x * 2).grad_fn._raw_saved_nothing",
    "on what is no tensor": "(x**2).grad_fn._raw_saved_exponent",
    "versions": "v = x * 1\ny = v**2\ngraph.increment_version(v)\nprint(v._version)\n"
    "y.sum().backward()",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_same_as_pytorch(program: str) -> None:
    assert_same(SETUP + program)
