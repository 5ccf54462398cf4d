"""Random programs of views, changes in place, hooks, modes and partial backward passes: whatever
happens, errors included, happens on PyTorch, too, and the graph has the same nodes."""

import random

import pytest

from tests.engine.oracle import assert_same

START = """from torch.utils.checkpoint import checkpoint
torch.manual_seed(0)
class InPlace(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        x.sin_()
        ctx.mark_dirty(x)
        return x
    @staticmethod
    def backward(ctx, g): return g * 2
class Same(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * x
class Sign(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        sign = x.sign()
        ctx.mark_non_differentiable(sign)
        ctx.save_for_backward(sign)
        return x * 2, sign
    @staticmethod
    def backward(ctx, g, of_sign):
        sign, = ctx.saved_tensors
        return g * sign
a0 = torch.tensor([[1., -2.], [.5, 3.]], requires_grad=True)
a1 = torch.tensor([[.3, 1.], [-1., 2.]], requires_grad=True)
a2 = torch.tensor([[2., 1.], [1., -.5]])
a3 = torch.tensor([1.5, -.5], requires_grad=True)"""
NEW = """{a}*2 {a}+1 {a}.sin() {a}**2 {a}.exp()*.1 -{a} {a}.relu() {a}.tanh() {a}.clone() {a}.abs()
1/({a}*{a}+1) {a}.cumsum(-1) {a}.flip(0) {a}.sigmoid() {a}.clamp(-1,1) {a}.softmax(-1)
{a}.sort(-1)[0] {a}.view(-1) {a}.t() {a}[0] {a}[...,0] {a}[1:] {a}[None]
{a}.unsqueeze(-1) {a}.squeeze() {a}[:]
{a}.reshape(-1) {a}.transpose(0,-1) {a}.flatten() {a}.unbind()[0] {a}.split(1)[0] {a}.narrow(0,0,1)
{a}.chunk(2)[0] {a}+{b} {a}*{b} {a}-{b} {a}/({b}*{b}+1) torch.maximum({a},{b}) {a}@{b}
InPlace.apply({a}) InPlace.apply({a}*1) Same.apply({a}*1) Sign.apply({a})[0]
checkpoint(torch.sin,{a},use_reentrant=False) checkpoint(torch.exp,{a}*.1,use_reentrant=True)
torch.where({a}>0,{a},{b}) torch.stack([{a},{b}]) torch.cat([{a},{b}]) {a}.lerp({b},.5)"""
IN_PLACE = """{a}.mul_(2) {a}.add_({b}) {a}.mul_({b}) {a}.zero_() {a}[0]=1.5 {a}[0]={b}[0]
{a}.copy_({b}) {a}.sin_() {a}.exp_() {a}+=1 {a}*=3 {a}[...,0]*=2 {a}.fill_(2) {a}.relu_()
{a}.sub_({b}) {a}[{a}>1]=0. {a}.requires_grad_() {a}.sigmoid_() {a}.pow_(2)"""
OTHERS = [
    "{a}.retain_grad()",
    "{a}.register_hook(lambda g: print('hook', g.shape))",
    "{a}.register_hook(lambda g: g * 2)",
    "{a}.grad_fn.register_prehook(lambda g: print('before', [x is None for x in g]))",
    "{a}.grad_fn.register_hook(lambda i, o: print('after', len(i), len(o)))",
    "{a}.register_post_accumulate_grad_hook(lambda t: print('accumulated', t.shape))",
    "{s}.backward()",
    "{s}.backward(retain_graph=True)",
    "print(torch.autograd.grad({s}, {a}, allow_unused=True))",
    "print(torch.autograd.grad({s}, {a}, create_graph=True))",
    "{s}.backward(inputs=[{a}])",
    "{s}.backward(inputs=[{a}, {b}], retain_graph=True)",
    "{a}.grad = None",
    "{a}.grad.zero_()",
    "{a}.requires_grad_(False)",
    "{a}.backward(torch.ones_like({a}))",
]
MODES = ["torch.no_grad()", "torch.enable_grad()", "torch.set_grad_enabled(False)"]
END = """
for t in tensors:
    try:
        print(t.requires_grad, t.is_leaf, t._version, t._is_view(), t.retains_grad, t.shape)
        print([round(value, 3) + 0. for value in t.detach().flatten().tolist()])
        next_functions = t.grad_fn.next_functions if t.grad_fn else ()
        print(t.output_nr, [(node and node.name(), at) for node, at in next_functions])
    except Exception as error: print(type(error).__name__, error)
try: sum((t.double()**2).sum() for t in tensors if t.requires_grad).backward()
except Exception as error: print(type(error).__name__, error)
for t in tensors:
    kept = t.is_leaf or t.retains_grad
    if kept and t.grad is not None:
        print([round(value, 3) + 0. for value in t.grad.flatten().tolist()])"""


def program(seed: int) -> str:
    """The text of the program with this number."""
    draw = random.Random(seed)
    lines, count = [START], 4
    for _ in range(draw.randint(3, 14)):
        one = f"a{draw.choice([draw.randrange(count), count - 1])}"
        other, kind = f"a{draw.randrange(count)}", draw.random()
        total = f"(a{count - 1} * 1).sum()" if draw.random() < 0.7 else f"{one}.sum()"
        kinds = NEW.split() if kind < 0.6 else IN_PLACE.split() if kind < 0.8 else OTHERS
        step = draw.choice(kinds)
        step = step.format(a=one, b=other, s=total)
        made = f"a{count} = " if kind < 0.6 else ""
        where = f"with {draw.choice(MODES)}: " if draw.random() < 0.08 else ""
        lines.append(f"try:\n    {where}{made}{step}\nexcept Exception as error:")
        lines.append(f"    print(type(error).__name__, error); {made and made + 'a0'}")
        count += bool(made)
    lines.append(f"tensors = [{', '.join(f'a{number}' for number in range(count))}]{END}")
    return "\n".join(lines)


@pytest.mark.parametrize("seeds", [range(start, start + 50) for start in range(200, 500, 50)])
def test_same_as_pytorch(seeds: range) -> None:
    for seed in seeds:
        assert_same(program(seed))
