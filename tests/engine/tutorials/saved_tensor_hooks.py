import torch

x = torch.randn(5, requires_grad=True, generator=torch.Generator().manual_seed(0))
y = x.pow(2)
print(x.equal(y.grad_fn._saved_self))
print(x is y.grad_fn._saved_self)
y = x.exp()
print(y.equal(y.grad_fn._saved_result))
print(y is y.grad_fn._saved_result)


def pack_hook(t):
    print("Packing", tuple(t.shape))
    return t


def unpack_hook(t):
    print("Unpacking", tuple(t.shape))
    return t


a = torch.ones(5, requires_grad=True)
b = torch.ones(5, requires_grad=True) * 2
with torch.autograd.graph.saved_tensors_hooks(pack_hook, unpack_hook):
    y = a * b
y.sum().backward()
print(a.grad)

storage = []


def pack(t):
    storage.append(t)
    return len(storage) - 1


def unpack(i):
    return storage[i]


x = torch.tensor([1.0, 2.0], requires_grad=True)
with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
    y = (x.sin() * x).exp().sum()
print(len(storage))
y.backward()
print(x.grad)


class SaveCompressed:
    def __init__(self):
        self.hooks = torch.autograd.graph.saved_tensors_hooks(
            lambda t: t.numpy() if not t.requires_grad else t.detach().numpy(), torch.from_numpy
        )


with SaveCompressed().hooks:
    z = (x**3).sum()
z.backward()
print(x.grad)
with torch.autograd.graph.save_on_cpu():
    z = (x**2).sum()
z.backward()
print(x.grad)


def err(t):
    raise RuntimeError("saving is not allowed")


try:
    with torch.autograd.graph.saved_tensors_hooks(err, lambda t: t):
        x * x
except RuntimeError as e:
    print(e)
with torch.autograd.graph.disable_saved_tensors_hooks("no hooks here"):
    try:
        with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
            pass
    except RuntimeError as e:
        print(e)
p = torch.tensor([1.0, 2.0], requires_grad=True)
q = p**2
raw = q.grad_fn._raw_saved_self
print(type(raw).__name__)
raw.register_hooks(lambda t: t.detach().clone(), lambda t: t * 10)
q.sum().backward()
print(p.grad)
