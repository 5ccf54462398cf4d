# %% [markdown] lang="ko"
# # 2.1 자동 미분

# %% [markdown] lang="en"
# # 2.1 Automatic differentiation

# %%
from autograd_lessons import check, draw, explore, hint, predict, set_language
from autograd_lessons import engine as torch  # or: import torch

set_language("ko")

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
print(x.grad)
y.backward()
print(x.grad)

# %%
predict("2.1.accumulate")

# %% tags=["raises-exception"]
y.backward()

# %%
answer = ...
check("2.1.slope", answer)
