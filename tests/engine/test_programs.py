"""Whole programs: printed text, errors and warnings are PyTorch's, to the letter."""

import pytest

from tests.engine.oracle import assert_same

X = "x = torch.tensor([1.], requires_grad=True)\n"
V = "x = torch.tensor([1., 2., 3.], requires_grad=True)\n"

PROGRAMS = {
    # The four sections of the seed, as they stand there.
    "2.1": X + "y = x**2\nprint(x.grad)\ny.backward()\nprint(x.grad)",
    "2.2": X + "y = x.argmax()\ny.backward()\nprint(x.grad)",
    "2.3": X + "y = x**2\ny.retain_grad()\nz = 3*y\nz.backward()\nprint(x.grad)\nprint(y.grad)\n"
    "print(z.grad)",
    "2.4 requires_grad": X + "y = x**2\nx.requires_grad=False\ny.backward()\nprint(x.grad, y)",
    "2.4 detach": X + "y = x**2\nw = x\nx = x.detach()\ny.backward()\nprint(x.grad, w.grad, x)",
    "2.4 no_grad": X + "with torch.no_grad():\n    y=x**2\nprint(y, x)\ny = x**2\nprint(y)",
    # Leaves.
    "leaf": V + "u = torch.ones(2)\n"
    "for t in (x, u, u*2, x*2, (x*2).detach(), x.clone(), x.double(), x.float(),"
    " x.view(3), x.reshape(3, 1)):\n"
    "    print(t.is_leaf, t.requires_grad, t.grad_fn)",
    "float is the same object": V + "print(x.float() is x, x.to(torch.float32) is x)",
    "next_functions": X
    + "y = x**2\nprint(y.grad_fn.next_functions)\na = y.grad_fn.next_functions[0][0]\n"
    "print(a.name(), y.grad_fn.name(), a.variable is x, a.next_functions)",
    "numbers have no edge": X + "print((3*x).grad_fn.next_functions)",
    "reading grad of a non-leaf": X + "y = x*2\nprint(y.grad)",
    "integers": "torch.tensor([1], requires_grad=True)",
    "integers, method": "torch.tensor([1]).requires_grad_()",
    "integers, attribute": "t = torch.tensor([1])\nt.requires_grad = True",
    "freeze a non-leaf": X + "y = x*2\ny.requires_grad = False",
    "freeze a non-leaf, method": X + "(x*2).requires_grad_(False)",
    "typo": X + "x.require_grad = False\nprint(x.requires_grad)",
    "no such method": X + "x.no_grad()",
    # Backward.
    "accumulate": X
    + "(x**2).backward()\ng = x.grad\n(x**2).backward()\nprint(x.grad, g is x.grad)\n"
    "x.grad = None\n"
    "(x**2).backward()\nprint(x.grad, g)",
    "twice": X + "y = x**2\ny.backward()\ny.backward()",
    "twice, nothing saved": X + "y = x+1\ny.backward()\ny.backward()\nprint(x.grad)",
    "twice, times a number": X + "y = x*3\ny.backward()\ny.backward()",
    "retain_graph": X + "y = x**2\ny.backward(retain_graph=True)\ny.backward()\nprint(x.grad)",
    "vector root": V + "(x*2).backward()",
    "vector root with gradient": V + "(x*2).backward(torch.tensor([1., 0., 2.]))\nprint(x.grad)",
    "wrong gradient shape": V + "(x*2).backward(torch.ones(2))",
    "gradient of another kind": V + "(x*2).backward('a')",
    "leaf root": "x = torch.tensor(5., requires_grad=True)\nx.backward()\nprint(x.grad)",
    "untracked root": "torch.tensor(1.).backward()",
    "all frozen": "w = torch.ones(1)\n((w*2)**2).backward()",
    "diamond": X + "b = x + x\nc = b + b\nc.backward()\nprint(x.grad)",
    "two roots": X
    + "y = x*2\nz = y*3\ntorch.autograd.backward([y, z], [None, torch.tensor([2.])])\n"
    "print(x.grad)",
    "grad": X + "y = x**3\nprint(torch.autograd.grad(y, x), x.grad)",
    "grad of a non-leaf": X + "y = x**3\nz = y*2\nprint(torch.autograd.grad(z, [x, y]))",
    "grad, unused": X + "u = torch.ones(1, requires_grad=True)\ntorch.autograd.grad(x*2, u)",
    "grad, unused allowed": X + "u = torch.ones(1, requires_grad=True)\n"
    "print(torch.autograd.grad(x*2, [x, u], allow_unused=True))",
    "grad, materialize": X + "u = torch.ones(2, requires_grad=True)\n"
    "print(torch.autograd.grad(x*2, [u], materialize_grads=True))",
    "grad, untracked": X + "torch.autograd.grad(x*2, torch.ones(1))",
    "inputs": X
    + "u = torch.ones(1, requires_grad=True)\n(x*u).backward(inputs=[x])\nprint(x.grad, u.grad)",
    "inputs, non-leaf": X + "y = x*2\n(y**2).backward(inputs=[y])\nprint(x.grad, y.grad)",
    "second derivative": X + "g, = torch.autograd.grad(x**3, x, create_graph=True)\nprint(g)\n"
    "print(torch.autograd.grad(g, x))",
    "create_graph in backward": X
    + "(x**3).backward(create_graph=True)\nprint(x.grad.requires_grad)",
    "backward in no_grad": X + "y = x**2\nwith torch.no_grad():\n    y.backward()\nprint(x.grad)",
    "frozen after the forward": X
    + "y = x**2\nx.requires_grad_(False)\ny.backward()\nprint(x.grad)",
    # retain_grad and hooks.
    "retain_grad on a leaf": X + "x.retain_grad()\nprint(x.retains_grad)",
    "retain_grad untracked": "torch.ones(1).retain_grad()",
    "retain_grad late": X
    + "y = x**2\nz = 3*y\nz.backward(retain_graph=True)\ny.retain_grad()\nz.backward()\n"
    "print(x.grad, y.grad)",
    "retain_grad twice": X
    + "y = x**2\ny.retain_grad()\nz = 3*y\nz.backward(retain_graph=True)\nz.backward()\n"
    "print(y.grad)",
    "hooks": X + "y = x**2\nz = 3*y\ny.register_hook(lambda g: print('y', g))\n"
    "h = x.register_hook(lambda g: g*10)\n"
    "z.backward()\nprint(x.grad)\nh.remove()\n(x*2).backward()\nprint(x.grad)",
    "hook order": X + "a = x*2\nb = x*3\nc = a*b\n"
    "for n, t in dict(x=x, a=a, b=b, c=c).items():\n"
    "    t.register_hook(lambda g, n=n: print(n, g))\n"
    "c.backward()",
    "hook untracked": "torch.ones(1).register_hook(print)",
    "node hooks": X + "y = x**2\nn = y.grad_fn\nn.register_prehook(lambda gs: print('pre', gs))\n"
    "n.register_hook(lambda i, o: print('post', i, o))\n"
    "a = n.next_functions[0][0]\na.register_hook(lambda i, o: print('leaf', i, o))\n"
    "a.register_prehook(lambda gs: print('leaf pre', gs))\n"
    "y.backward(torch.tensor([2.]))",
    "node hook changes": X
    + "y = x**2\ny.grad_fn.register_hook(lambda i, o: (i[0]*5,))\ny.backward()\nprint(x.grad)",
    "node is callable": X + "y = x**2\nn = y.grad_fn\nprint(n(torch.ones(1)), n(torch.ones(1)))\n"
    "with torch.no_grad():\n    print(n(torch.tensor([3.])))",
    "node of two": X + "n = (x*x).grad_fn\nprint(n(torch.ones(1)))",
    "post accumulate hook": X
    + "x.register_post_accumulate_grad_hook(lambda t: print(t.grad))\n(x*2).backward()",
    "saved values": X + "n = (x**2).grad_fn\nprint(n._saved_self is x, n._saved_exponent)\n"
    "print((x*3).grad_fn._saved_other, (x*3).grad_fn._saved_self, x.exp().grad_fn._saved_result)",
    "saved values freed": X + "y = x**2\ny.backward()\ny.grad_fn._saved_self",
    # Stopping.
    "detach shares": X
    + "y = x.detach()\nprint(y, y.requires_grad, y.is_leaf)\ny[0] = 5.\nprint(x)",
    "detach and change": X + "y = x**2\nd = x.detach()\nd.zero_()\ny.backward()",
    "data and change": X + "y = x**2\nx.data.zero_()\ny.backward()\nprint(x.grad)",
    "modes": "print(torch.is_grad_enabled())\n"
    "with torch.no_grad():\n"
    "    print(torch.is_grad_enabled())\n"
    "    with torch.enable_grad():\n        print(torch.is_grad_enabled())\n"
    "    t = torch.ones(1, requires_grad=True)\n    print(t, (t*2).requires_grad)\n"
    "with torch.set_grad_enabled(False):\n    print(torch.is_grad_enabled())\n"
    "torch.set_grad_enabled(False)\nprint(torch.is_grad_enabled())\ntorch.set_grad_enabled(True)",
    "mode as decorator": X
    + "@torch.no_grad()\ndef f(x):\n    return x*2\nprint(f(x), torch.is_grad_enabled())",
    "mode and exception": "try:\n    with torch.no_grad():\n        1/0\n"
    "except ZeroDivisionError:\n    print(torch.is_grad_enabled())",
    "frozen in the middle": "a, b, c = (torch.tensor([2.], "
    "requires_grad=r) for r in (True, False, True))\n"
    "(a*b*c).backward()\nprint(a.grad, b.grad, c.grad)",
    "descent": "w = torch.tensor([1.], requires_grad=True)\n(w**2).backward()\n"
    "with torch.no_grad():\n    w -= 0.1*w.grad\nprint(w, w.grad)\nw = w - 0.1*w.grad\n"
    "print(w.is_leaf)",
    "descent, recorded": "w = torch.tensor([1.], requires_grad=True)\nw -= 0.1",
    "in place on a non-leaf": X
    + "y = x*2\ny += 1\ny.mul_(3)\nprint(y)\ny.backward()\nprint(x.grad)",
    "in place, saved result": X + "y = x.exp()\ny += 1\ny.backward()",
    "in place, saved input": X + "y = x*1\nz = y**2\ny.add_(1)\nz.backward()",
    "in place, not needed": X + "y = x*1\nz = y+2\ny.add_(1)\nz.backward()\nprint(x.grad)",
    "in place, shape": "torch.ones(2).add_(torch.ones(2, 2))",
    "in place, type": "torch.ones(2, dtype=torch.int64).add_(0.5)",
    "zero_ of grad": X + "(x*2).backward()\nx.grad.zero_()\nprint(x.grad)",
    "wrong grads": X + "x.grad = 3.",
    "wrong grads, shape": X + "x.grad = torch.ones(3)",
    "wrong grads, type": X + "x.grad = torch.ones(1, dtype=torch.float64)",
    # Values.
    "item": V + "print(x[0].item(), x.tolist(), x.sum().item())\nx.item()",
    "numpy": V + "print(x.detach().numpy())\nx.numpy()",
    "truth": "print(bool(torch.tensor(1.)))\nbool(torch.ones(2))",
    "lengths": "print(len(torch.ones(3)))\nlen(torch.tensor(1.))",
    "iteration": V + "for e in x: print(e.item())\nfor e in torch.tensor(1.): pass",
    "format": "print(f'{torch.tensor(2.):.2f}', f'{torch.tensor([1.])}')",
    "shapes": "t = torch.zeros(2, 3)\n"
    "print(t.shape, t.size(), t.size(0), t.ndim, t.dim(), t.numel(), t.shape[1:], t.dtype, "
    "t.device)",
    "ragged": "torch.tensor([[1, 2], [3]])",
    "text": "torch.tensor('a')",
    "text inside": "torch.tensor([1., 'a'])",
    "none": "torch.tensor(None)",
    "broadcast error": "torch.ones(3) + torch.ones(2)",
    "matmul error": "torch.ones(2, 3) @ torch.ones(2, 3)",
    "matmul error, vectors": "torch.ones(2) @ torch.ones(3)",
    "matmul error, matrix vector": "torch.ones(2, 3) @ torch.ones(2)",
    "reshape error": "torch.ones(2).reshape(3)",
    "index error": "torch.ones(2)[5]",
    "too many indices": "torch.ones(2)[0, 0]",
    "float index": "torch.ones(2)[1.5]",
    "dim error": "torch.ones(2).sum(3)",
    "mean of integers": "torch.tensor([1, 2]).mean()",
    "none operand": "torch.ones(1) + None",
    "number where a tensor belongs": "torch.exp(2.)",
    "text where a tensor belongs": "torch.mul(torch.ones(1), 'a')",
    "integer powers": "torch.tensor([2]) ** -1",
    "contains": "print(1. in torch.tensor([1., 2.]))",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_same_as_pytorch(program: str) -> None:
    assert_same(program)


@pytest.mark.parametrize(
    ("saved", "program"),
    {
        "exponent": "(x**3)",
        "self": "x.sin()",
        "result": "x.exp()",
        "other": "(x / 2)",
        "dim, index": "x[1]",
        "dim, start, end, step": "x[0:2]",
        "keepdim": "x.sum(0, keepdim=True)",
    }.items(),
)
def test_saved_values_before_and_after_backward(saved: str, program: str) -> None:
    for name in saved.split(", "):
        assert_same(
            f"{V}y = {program}\nn = y.grad_fn\nprint(n._saved_{name})\n"
            f"y.sum().backward()\nprint(n._saved_{name})"
        )


@pytest.mark.parametrize(
    "program",
    [
        "x.backward(torch.ones(3, dtype=torch.float64))\nprint(x.grad)",
        "(x*2).backward(torch.ones(3, dtype=torch.int64))\nprint(x.grad)",
        "torch.autograd.backward([x.sum(), x.sum()], [None])",
        "torch.autograd.backward(3)",
        "torch.autograd.grad(x.sum(), 3)",
        "torch.autograd.grad(x.sum(), [])",
        "print(torch.autograd.grad([x.sum(), (x*2).sum()], x))",
        "x.sum().backward(inputs=[])",
        "x.sum().backward(inputs=torch.ones(1))",
        "torch.autograd.backward([x.sum(), torch.ones(1)])",
        "torch.ones(2).backward(torch.ones(3))",
        (
            "v = torch.ones(3, requires_grad=True)\n"
            "g, = torch.autograd.grad(x**2, x, v, create_graph=True)\n"
            "print(g, torch.autograd.grad(g.sum(), v))"
        ),
    ],
)
def test_ways_to_ask_for_gradients(program: str) -> None:
    assert_same(V + program)
