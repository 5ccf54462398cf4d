import torch
import numpy as np

data = [[1, 2], [3, 4]]
x_data = torch.tensor(data)
print(x_data)
np_array = np.array(data)
x_np = torch.from_numpy(np_array)
print(x_np)
print(f"Ones Tensor: \n {torch.ones_like(x_data)} \n")
torch.manual_seed(0)
print(f"Random Tensor: \n {torch.rand_like(x_data, dtype=torch.float)} \n")
shape = (
    2,
    3,
)
rand_tensor = torch.rand(shape)
print(f"Random Tensor: \n {rand_tensor} \n")
print(f"Zeros Tensor: \n {torch.zeros(shape)}")
tensor = torch.rand(3, 4)
print(f"Shape of tensor: {tensor.shape}")
print(f"Datatype of tensor: {tensor.dtype}")
print(f"Device tensor is stored on: {tensor.device}")
if torch.cuda.is_available():
    tensor = tensor.to("cuda")
device = "cuda" if torch.cuda.is_available() else "cpu"
tensor = tensor.to(device)
print(device)
tensor = torch.ones(4, 4)
print(f"First row: {tensor[0]}")
print(f"First column: {tensor[:, 0]}")
print(f"Last column: {tensor[..., -1]}")
tensor[:, 1] = 0
print(tensor)
t1 = torch.cat([tensor, tensor, tensor], dim=1)
print(t1)
y1 = tensor @ tensor.T
y2 = tensor.matmul(tensor.T)
y3 = torch.rand_like(y1)
print(torch.matmul(tensor, tensor.T, out=y3))
z1 = tensor * tensor
z2 = tensor.mul(tensor)
z3 = torch.rand_like(tensor)
torch.mul(tensor, tensor, out=z3)
print(z1, z2, z3)
agg = tensor.sum()
agg_item = agg.item()
print(agg_item, type(agg_item))
tensor.add_(5)
print(tensor)
t = torch.ones(5)
n = t.numpy()
t.add_(1)
print(f"t: {t}")
print(f"n: {n}")
np.add(n, 1, out=n)
print(f"t: {t}")
print(
    torch.is_tensor(t),
    type(t),
    t.type(),
    isinstance(t, torch.Tensor),
    isinstance(t, torch.FloatTensor),
)
print(torch.arange(0, 10, 2), torch.linspace(0, 1, 5), torch.eye(2), torch.full((2, 2), 7))
x = torch.arange(12)
print(x.view(3, 4), x.reshape(-1, 6), x.unsqueeze(0).shape, x.view(2, 6).t().is_contiguous())
print(torch.tensor([1, 2, 3]).dtype, torch.tensor([1.0, 2.0]).dtype, torch.tensor(True).dtype)
print(x.float().mean(), x.max(), x.argmax())
print(torch.tensor(3.14).long())
print(torch.Tensor([1, 2, 3]), torch.Tensor(2, 3).shape)
print(torch.squeeze(torch.zeros(1, 2, 1)).size())
print(hash(t) == hash(t), t is t.to("cpu"), t.to(torch.float64))
print(
    torch.FloatTensor,
    torch.LongTensor([1]).type(torch.FloatTensor),
    isinstance(x, torch.FloatTensor),
    x.type(torch.float),
    torch.FloatTensor(2, 2).shape,
    torch.FloatTensor.dtype,
)
