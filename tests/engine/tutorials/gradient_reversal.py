import torch
import torch.nn as nn
from torch.autograd import Function

torch.manual_seed(8)


class GradientReversalFn(Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad_output):
        output = grad_output.neg() * ctx.alpha
        return output, None


class GradientReversal(nn.Module):
    def __init__(self, alpha=1.0, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.alpha = torch.tensor(alpha, requires_grad=False)

    def forward(self, x):
        return GradientReversalFn.apply(x, self.alpha)

    def extra_repr(self):
        return f"alpha={self.alpha.item()}"


class DANN(nn.Module):
    def __init__(self):
        super().__init__()
        self.feature = nn.Sequential()
        self.feature.add_module("f_fc1", nn.Linear(4, 6))
        self.feature.add_module("f_relu1", nn.ReLU(True))
        self.class_classifier = nn.Sequential()
        self.class_classifier.add_module("c_fc1", nn.Linear(6, 2))
        self.class_classifier.add_module("c_softmax", nn.LogSoftmax(dim=1))
        self.domain_classifier = nn.Sequential(
            GradientReversal(0.5), nn.Linear(6, 2), nn.LogSoftmax(dim=1)
        )

    def forward(self, x):
        feature = self.feature(x)
        feature = feature.view(-1, 6)
        return self.class_classifier(feature), self.domain_classifier(feature)


net = DANN()
print(net)
crit = torch.nn.NLLLoss()
x = torch.randn(4, 4)
c, d = net(x)
print(d.grad_fn, d.grad_fn.next_functions[0][0].name())
err = crit(c, torch.tensor([0, 1, 1, 0])) + crit(d, torch.zeros(4).long())
err.backward()
print(net.feature.f_fc1.weight.grad)
a = torch.tensor([1.0, -2.0], requires_grad=True)
r = GradientReversalFn.apply(a, 2.0)
print(r, r.grad_fn)
(r * torch.tensor([3.0, 4.0])).sum().backward()
print(a.grad)
print(
    torch.autograd.gradcheck(
        lambda t: GradientReversalFn.apply(t, -1.0), a.detach().double().requires_grad_()
    )
)


class ScaleGrad(Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(x, scale):
        return x.clone()

    @staticmethod
    def setup_context(ctx, inputs, output):
        _, ctx.scale = inputs

    @staticmethod
    def backward(ctx, g):
        return g * ctx.scale, None


b = torch.ones(2, requires_grad=True)
ScaleGrad.apply(b, 10).sum().backward()
print(b.grad, ScaleGrad.apply(b, 3))


class LBSign(Function):
    @staticmethod
    def forward(ctx, input):
        return torch.sign(input)

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.clamp_(-1, 1)


s = torch.tensor([0.3, -2.0, 0.0], requires_grad=True)
y = LBSign.apply(s)
(y * torch.tensor([5.0, 0.2, -3.0])).sum().backward()
print(y, s.grad)
soft = torch.softmax(torch.tensor([[0.1, 2.0, 0.3]], requires_grad=True), -1)
index = soft.max(-1, keepdim=True)[1]
y_hard = torch.zeros_like(soft, memory_format=torch.legacy_contiguous_format).scatter_(
    -1, index, 1.0
)
print(y_hard - soft.detach() + soft)
