import torch


def rosenbrock(xy):
    x, y = xy
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def run_optimization(xy_init, optimizer_class, n_iter, **optimizer_kwargs):
    xy_t = torch.tensor(xy_init, requires_grad=True)
    optimizer = optimizer_class([xy_t], **optimizer_kwargs)
    path = torch.empty((n_iter + 1, 2))
    path[0, :] = torch.tensor(xy_init)
    for i in range(1, n_iter + 1):
        optimizer.zero_grad()
        loss = rosenbrock(xy_t)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(xy_t, 1.0)
        optimizer.step()
        path[i, :] = xy_t.detach()
    return path


for cls, kw in [
    (torch.optim.SGD, dict(lr=1e-2)),
    (torch.optim.SGD, dict(lr=1e-2, momentum=0.9, nesterov=True)),
    (torch.optim.Adam, dict(lr=1e-1, amsgrad=True)),
    (torch.optim.AdamW, dict(lr=1e-1)),
    (torch.optim.RMSprop, dict(lr=1e-2, momentum=0.5)),
    (torch.optim.Adagrad, dict(lr=1e-1)),
    (torch.optim.Adadelta, dict(lr=1.0)),
    (torch.optim.Adamax, dict(lr=1e-1)),
    (torch.optim.NAdam, dict(lr=1e-1)),
    (torch.optim.RAdam, dict(lr=1e-1)),
    (torch.optim.NAdam, dict(lr=1e-1, weight_decay=0.1, decoupled_weight_decay=True)),
    (torch.optim.RAdam, dict(lr=1e-1, weight_decay=0.1)),
]:
    path = run_optimization((0.3, 0.8), cls, 20, **kw)
    print(cls.__name__, path[-1], cls([torch.zeros(1, requires_grad=True)], lr=0.1))
