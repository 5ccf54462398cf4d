import torch
import torch.nn as nn
import torch.autograd as autograd

torch.manual_seed(0)


class TanhNewtonImplicit(nn.Module):
    def __init__(self, out_features, tol=1e-6, max_iter=50):
        super().__init__()
        self.linear = nn.Linear(out_features, out_features, bias=False)
        self.tol, self.max_iter = tol, max_iter

    def forward(self, x):
        with torch.no_grad():
            z = torch.tanh(x)
            self.iteration = 0
            while self.iteration < self.max_iter:
                z_linear = self.linear(z) + x
                g = z - torch.tanh(z_linear)
                self.err = torch.norm(g)
                if self.err < self.tol:
                    break
                J = (
                    torch.eye(z.shape[1])[None, :, :]
                    - (1 / torch.cosh(z_linear) ** 2)[:, :, None] * self.linear.weight[None, :, :]
                )
                z = z - torch.linalg.solve(J, g[:, :, None])[:, :, 0]
                self.iteration += 1
        z = torch.tanh(self.linear(z) + x)
        z.register_hook(
            lambda grad: torch.linalg.solve(J.transpose(1, 2), grad[:, :, None])[:, :, 0]
        )
        return z


layer = TanhNewtonImplicit(3, tol=1e-10, max_iter=20).double()
X = torch.randn(4, 3, dtype=torch.double)
z = layer(X)
print(layer.iteration, z.shape)
torch.autograd.gradcheck(
    layer, torch.randn(2, 3, requires_grad=True, dtype=torch.double), check_undefined_grad=False
)


class DEQFixedPoint(nn.Module):
    def __init__(self, f, iters=60):
        super().__init__()
        self.f, self.iters = f, iters

    def solve(self, g, z):
        for _ in range(self.iters):
            z = g(z)
        return z

    def forward(self, x):
        with torch.no_grad():
            z = self.solve(lambda z: self.f(z, x), torch.zeros_like(x))
        z = self.f(z, x)
        z0 = z.clone().detach().requires_grad_()
        f0 = self.f(z0, x)

        def backward_hook(grad):
            return self.solve(lambda y: autograd.grad(f0, z0, y, retain_graph=True)[0] + grad, grad)

        z.register_hook(backward_hook)
        return z


W = (torch.randn(3, 3) * 0.2).requires_grad_()
deq = DEQFixedPoint(lambda z, x: torch.tanh(z @ W + x))
x = torch.randn(2, 3, requires_grad=True)
out = deq(x)
out.sum().backward()
print(x.grad, W.grad)
a = torch.tensor(2.0, requires_grad=True)
y = torch.tensor(1.0)
for _ in range(6):
    y = y - (y**2 - a.detach()) / (2 * y)
F = lambda y, a: y**2 - a
y = y.detach().requires_grad_()
dFdy, dFda = torch.autograd.grad(F(y, a), (y, a))
print(y, -dFda / dFdy)


class Sqrt(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        y = a.sqrt()
        ctx.save_for_backward(y)
        return y

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        return g / (2 * y)


r = Sqrt.apply(a)
print(torch.autograd.grad(r, a, create_graph=True))
A = torch.randn(3, 3)
A = (A @ A.T + 3 * torch.eye(3)).requires_grad_()
b = torch.randn(3, requires_grad=True)
u = torch.linalg.solve(A, b)
J = (u**2).sum()
gA, gb = torch.autograd.grad(J, (A, b))
lam = torch.linalg.solve(A.detach().T, 2 * u.detach())
print(
    torch.allclose(gb, lam, atol=1e-5), torch.allclose(gA, -torch.outer(lam, u.detach()), atol=1e-5)
)
L = torch.linalg.cholesky(A)
print(L.diagonal().log().sum() * 2, torch.logdet(A), torch.linalg.slogdet(A))
