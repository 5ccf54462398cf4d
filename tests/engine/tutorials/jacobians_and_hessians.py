import torch
from torch.autograd.functional import jacobian, hessian, vjp, jvp, hvp, vhp


def exp_reducer(x):
    return x.exp().sum(dim=1)


inputs = torch.tensor([[0.1, 0.2], [0.3, 0.4]])
print(jacobian(exp_reducer, inputs))
print(jacobian(exp_reducer, inputs, create_graph=True))


def exp_adder(x, y):
    return 2 * x.exp() + 3 * y


print(jacobian(exp_adder, (torch.tensor([0.0, 1.0]), torch.tensor([2.0, 3.0]))))


def pow_reducer(x):
    return x.pow(3).sum()


print(hessian(pow_reducer, inputs))


def pow_adder_reducer(x, y):
    return (2 * x.pow(2) + 3 * y.pow(2)).sum()


print(hessian(pow_adder_reducer, (torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]))))
print(vjp(exp_reducer, inputs, torch.ones(2)))
print(jvp(exp_reducer, inputs, torch.ones(2, 2)))
print(hvp(pow_reducer, inputs, torch.ones(2, 2)))
print(vhp(pow_reducer, inputs, torch.ones(2, 2)))
print(
    torch.autograd.functional.jacobian(
        lambda x: x**2, torch.tensor([1.0, 2.0, 3.0]), vectorize=True
    )
)


def rosenbrock(x):
    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2


x = torch.tensor([-1.2, 1.0], dtype=torch.float64)
for i in range(6):
    J = torch.autograd.functional.jacobian(rosenbrock, x)
    H = torch.autograd.functional.hessian(rosenbrock, x)
    x = x - torch.linalg.solve(H, J)
    print(i, x, rosenbrock(x).item() < 1e-3)
print(torch.linalg.inv(H))
