import torch
from torch.autograd.functional import hessian, hvp, jacobian, jvp, vhp, vjp

torch.manual_seed(0)
t = torch.linspace(0, 2, 12, dtype=torch.float64)
y = 2.5 * torch.exp(-1.3 * t) + 0.5


def residual(p):
    return p[0] * torch.exp(-p[1] * t) + p[2] - y


p = torch.tensor([1.0, 1.0, 0.0], dtype=torch.float64)
for it in range(6):
    r = residual(p)
    J = jacobian(residual, p)
    delta = torch.linalg.lstsq(J, -r.unsqueeze(1)).solution.squeeze(1)
    p = p + delta
    print(it, f"{r.pow(2).sum().item():.6f}", p)
mu = 1e-2
p = torch.tensor([1.0, 1.0, 0.0], dtype=torch.float64)
for it in range(4):
    r, J = residual(p), jacobian(residual, p, vectorize=True)
    step = torch.linalg.solve(J.T @ J + mu * torch.eye(3, dtype=p.dtype), J.T @ r)
    p = p - step
    mu *= 0.5
print(p)


def rosen(v):
    return (1 - v[0]) ** 2 + 100 * (v[1] - v[0] ** 2) ** 2


x = torch.tensor([-1.2, 1.0], dtype=torch.float64)
for i in range(5):
    x.requires_grad_(True)
    g = torch.autograd.grad(rosen(x), x)[0]
    H = hessian(rosen, x.detach())
    x = (x - torch.inverse(H) @ g).detach()
    print(i, f"{rosen(x).item():.4f}", torch.linalg.eigvalsh(H).min() > 0)
v = torch.ones(2, dtype=torch.float64)
print(hvp(rosen, x, v), vhp(rosen, x, v))
print(vjp(lambda z: z**3, x, v), jvp(lambda z: z**3, x, v))
w = torch.randn(3, requires_grad=True)


def cg(A, b, n=10):
    x = torch.zeros_like(b)
    r, p = b.clone(), b.clone()
    rs = r.dot(r)
    for _ in range(n):
        Ap = A(p)
        alpha = rs / p.dot(Ap)
        x += alpha * p
        r -= alpha * Ap
        new = torch.dot(r, r)
        if new.sqrt() < 1e-5:
            break
        p = r + (new / rs) * p
        rs = new
    return x


loss = (w**4).sum() + (w.sum()) ** 2
(gw,) = torch.autograd.grad(loss, w, create_graph=True)
A = lambda vec: torch.autograd.grad(gw @ vec, w, retain_graph=True)[0] + 0.1 * vec
sol = cg(A, gw.detach())
print(torch.allclose(A(sol), gw.detach(), atol=1e-3))
vec = torch.randn(3)
for _ in range(30):
    Hv = torch.autograd.grad(gw, w, grad_outputs=vec, retain_graph=True)[0]
    vec = Hv / Hv.norm()
H = torch.stack([torch.autograd.grad(gw[i], w, retain_graph=True)[0] for i in range(3)])
print(f"{(vec @ Hv).item():.4f} {torch.linalg.eigvalsh(H)[-1].item():.4f}")
print(torch.trace(H), torch.diag(H), torch.linalg.matrix_rank(H), torch.det(H) > 0)
hutch = 0
for _ in range(20):
    z = torch.randint(0, 2, (3,)).float() * 2 - 1
    hutch += (z * torch.autograd.grad(gw, w, z, retain_graph=True)[0]).sum() / 20
print(f"{hutch.item():.3f}")
