import torch

torch.manual_seed(0)
x = torch.tensor([-1.5, 2.0], requires_grad=True)


def rosen(x):
    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2


optimizer = torch.optim.LBFGS([x], lr=0.1, max_iter=10)
for i in range(5):

    def closure():
        optimizer.zero_grad()
        loss = rosen(x)
        loss.backward()
        return loss

    loss = optimizer.step(closure)
    print(i, f"{loss.item():.4f}")
opt = torch.optim.LBFGS([x], line_search_fn="strong_wolfe")
for i in range(3):

    def closure():
        opt.zero_grad()
        l = rosen(x)
        l.backward()
        return l

    print(f"{opt.step(closure).item():.3f}")
sgd = torch.optim.SGD([x], lr=0.001)
print(f"{sgd.step(lambda: rosen(x)).item():.3f}")


class MySGD(torch.optim.Optimizer):
    def __init__(self, params, lr=0.01):
        super().__init__(params, dict(lr=lr))

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                state["step"] = state.get("step", 0) + 1
                p.add_(p.grad, alpha=-group["lr"])


o = MySGD([x], lr=0.1)
x.grad = torch.ones(2)
o.step()
print(o, o.state[x])
print(o.state_dict())
