"""Functions written by hand, for programs that run on the engine and on PyTorch."""

PRELUDE = """
Function = torch.autograd.Function


class Exp(Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, g):
        (result,) = ctx.saved_tensors
        return g * result


class Mul(Function):
    @staticmethod
    def forward(ctx, a, b, k=1):
        ctx.save_for_backward(a, b)
        ctx.k = k
        recorded = torch.is_grad_enabled()
        print("forward", a.requires_grad, recorded, ctx.needs_input_grad, type(ctx).__name__)
        return a * b * k

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        recorded = torch.is_grad_enabled()
        print("backward", ctx.needs_input_grad, recorded, a.requires_grad, a.is_leaf)
        return g * b * ctx.k, g * a * ctx.k, None


class Sq(Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        return g * 2 * a


def function(forward, backward):
    parts = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    return type("F", (Function,), parts)


def show(F):
    a = x()
    F.apply(a).sum().backward()
    print(a.grad)


def x(*v):
    return torch.tensor(v or [1.0, 2.0], requires_grad=True)

"""
