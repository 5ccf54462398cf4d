# %% [markdown] lang="ko"
# # 2.4 기울기 멈추기: 학습할 때의 autograd
#
# 이전 단원: [2.3 잎이 아닌 텐서의 기울기](2.3-non-leaf-gradients.ipynb) · [처음 화면](index.ipynb) · [English](../en/2.4-stopping-gradients.ipynb)
#
# 지금까지는 기울기(gradient)가 흐르게 하는 방법을 배웠습니다. 실제로 모델을 학습할 때는 기울기를 **멈추어야** 할 때도 많습니다.
#
# - 미리 학습된(pretrained) 계층은 그대로 두고 나머지만 학습할 때 (전이 학습(transfer learning), 미세 조정(fine-tuning))
# - 계산 결과를 그냥 '숫자'로 쓰고, 그쪽으로는 기울기를 보내고 싶지 않을 때
# - 가중치를 업데이트하거나 추론(inference)할 때처럼 기록이 아예 필요 없을 때
#
# 세 경우에 쓰는 방법이 `requires_grad = False`, `detach()`, `torch.no_grad()`입니다. 비슷해 보이지만 하는 일이 서로 다릅니다.
#
# **이 단원을 마치면 다음을 할 수 있습니다.**
#
# - 세 방법 다음에 `backward()`를 부르면 무슨 일이 생기는지 맞히기
# - 이름을 바꾸는 것과 텐서를 바꾸는 것 구별하기
# - 계층을 고정(freeze)하는 것과 중간을 분리(detach)하는 것의 차이 설명하기
# - 상황에 맞는 방법 고르기
#
# 20분쯤 걸립니다.

# %% [markdown] lang="en"
# # 2.4 Stopping gradients: autograd during training
#
# Previous lesson: [2.3 Gradients of tensors that are not leaves](2.3-non-leaf-gradients.ipynb) · [Start page](index.ipynb) · [한국어](../ko/2.4-stopping-gradients.ipynb)
#
# So far you have learned how to make gradients flow. When you train a real model, you often need to **stop** them:
#
# - when pretrained layers should stay as they are and only the rest is trained (transfer learning, fine-tuning),
# - when you want to use a result as a plain number and send no gradient that way,
# - when no record is needed at all, as in updating weights or in inference.
#
# The tools for these three are `requires_grad = False`, `detach()` and `torch.no_grad()`. They look alike, but each does something different.
#
# **After this lesson you can**
#
# - say what `backward()` does after each of the three,
# - tell changing a name from changing a tensor,
# - explain the difference between freezing a layer and detaching in the middle,
# - choose the tool that fits.
#
# It takes about 20 minutes.

# %%
from autograd_lessons import check, draw, explore, hint, predict, set_language
from autograd_lessons import engine as torch  # or: import torch

set_language("ko")

# %% [markdown] lang="ko"
# ## 1. requires_grad = False
#
# 첫 번째 방법은 잎(leaf) 텐서에게 '이제 기울기가 필요 없다'고 말해 두는 것입니다.
# 아래 코드에서는 **그래프를 만든 다음에** 그 말을 합니다.

# %% [markdown] lang="en"
# ## 1. requires_grad = False
#
# The first way is to tell a leaf tensor "you need no gradient any more".
# In the code below we say so **after** the graph was built.

# %%
x = torch.tensor([1.],requires_grad=True)
y = x**2

x.requires_grad=False

# %%
predict("2.4.requires_grad")

# %%
print("y =", y)
y.backward()
print("x.grad =", x.grad)

# %%
draw(y)

# %% [markdown] lang="ko"
# 오류는 없지만 `x.grad`는 `None`입니다. PyTorch는 `requires_grad`를 **두 번** 읽기 때문입니다.
#
# 1. **순전파(forward)**: `y = x**2`를 계산할 때 `x.requires_grad`는 `True`였습니다. 그래서 연산이 기록되었고 `y`에는 `grad_fn`이 있습니다. 그래프는 나중에 사라지지 않습니다.
# 2. **역전파(backward)**: 기울기가 `x`에 도착했을 때 `x.requires_grad`는 `False`입니다. 그래서 저장하지 않습니다.
#
# 새로 계산하면 이번에는 기록부터 되지 않습니다.

# %% [markdown] lang="en"
# No error, but `x.grad` is `None`. The reason: PyTorch reads `requires_grad` **twice**.
#
# 1. **Forward**: when `y = x**2` was computed, `x.requires_grad` was `True`. So the operation was recorded and `y` has a `grad_fn`. The graph does not vanish later.
# 2. **Backward**: when the gradient arrives at `x`, `x.requires_grad` is `False`. So it is not stored.
#
# Compute again, and this time nothing is recorded in the first place.

# %%
y = x**2
print("y =", y)
print("y.requires_grad =", y.requires_grad)

# %% [markdown] lang="ko"
# 이 `y`에서 `backward()`를 부르면 2.2에서 본 바로 그 `RuntimeError`가 납니다.
#
# 또 하나, `requires_grad`는 **잎 텐서에서만** 바꿀 수 있습니다. 중간 텐서에서 바꾸려고 하면 오류가 납니다.

# %% [markdown] lang="en"
# Calling `backward()` on this `y` raises the very `RuntimeError` you met in 2.2.
#
# One more thing: `requires_grad` can be changed **on leaf tensors only**. On a tensor in the middle it is an error.

# %% tags=["raises-exception"]
x = torch.tensor([1.], requires_grad=True)
y = x**2

y.requires_grad = False

# %% [markdown] lang="ko"
# 메시지의 마지막 부분 `use var_no_grad = var.detach()`가 다음 방법을 알려 줍니다. 중간에서 멈추려면 `detach()`를 쓰라는 것입니다.
#
# ## 2. detach()
#
# `detach()`는 값은 같지만 그래프에서 분리된 **새 텐서**를 돌려줍니다.

# %% [markdown] lang="en"
# The end of the message, `use var_no_grad = var.detach()`, points to the next way: to stop in the middle, use `detach()`.
#
# ## 2. detach()
#
# `detach()` returns a **new tensor** with the same value that is not connected to the graph.

# %%
x = torch.tensor([1.],requires_grad=True)
y = x**2

x = x.detach()

# %%
predict("2.4.detach")

# %%
y.backward()
print("x =", x)
print("x.grad =", x.grad)

# %%
draw(y, x)

# %% [markdown] lang="ko"
# `x.grad`는 `None`입니다. 그런데 그림을 보세요. `y`의 그래프는 그대로이고, 그 끝에 있는 **이름 없는 잎**에는 기울기 2가 들어 있습니다.
#
# `x = x.detach()`는 텐서를 바꾸지 않았습니다. **이름표** `x`를 떼어 새 텐서에 붙였을 뿐입니다. 기울기는 처음 텐서로 정상적으로 흘러갔고,
# 우리가 다른 텐서를 들여다본 것입니다. 처음 텐서에 다른 이름을 남겨 두면 확인할 수 있습니다.

# %% [markdown] lang="en"
# `x.grad` is `None`. But look at the picture: the graph of `y` is untouched, and the **leaf without a name** at its end holds a gradient of 2.
#
# `x = x.detach()` did not change the tensor. It took the **name tag** `x` off and put it on a new tensor. The gradient flowed to the first tensor as usual;
# we were looking at another one. Keep a second name for the first tensor and you can see it.

# %%
x = torch.tensor([1.], requires_grad=True)
original = x
y = x**2

x = x.detach()
y.backward()

print("x is original  :", x is original)
print("x.grad         =", x.grad)
print("original.grad  =", original.grad)

# %% [markdown] lang="ko"
# 그러니 `detach()`는 그래프를 만들기 **전에**, 또는 **만드는 중에** 써야 효과가 있습니다. 아래에서는 같은 `x`를 두 번 곱하되, 한쪽만 분리했습니다.

# %% [markdown] lang="en"
# So `detach()` has an effect only **before** or **while** the graph is built. Here we multiply `x` by itself, but with one of the two detached.

# %%
x = torch.tensor([3.], requires_grad=True)
y = x * x.detach()
y.backward()

print("y =", y)
print("x.grad =", x.grad)

# %% [markdown] lang="ko"
# `y`의 값은 3 × 3 = 9로, `x**2`와 같습니다. 하지만 기울기는 `2x = 6`이 아니라 3입니다. 분리한 쪽은 상수 3으로 취급되어 `y = 3*x`를 미분한 셈입니다.
#
# 아래에서 `x`를 움직여 보세요. 곡선은 `x**2`인데, autograd가 구한 기울기로 그은 접선은 곡선에 맞지 않습니다.
# 분리한 쪽의 변화를 autograd가 보지 못하기 때문입니다. `x.detach()`를 `x`로 바꾸어 실행하면 접선이 곡선에 딱 맞습니다.

# %% [markdown] lang="en"
# The value of `y` is 3 × 3 = 9, the same as `x**2`. But the gradient is 3 and not `2x = 6`: the detached one counts as the constant 3, as if we had differentiated `y = 3*x`.
#
# Move `x` below. The curve is that of `x**2`, but the tangent drawn with autograd's gradient does not fit the curve:
# autograd does not see how the detached part changes. Change `x.detach()` to `x`, run the cell again, and the tangent fits.

# %%
def f(x):
    y = x * x.detach()
    return y


explore(f, x=1.0)

# %% [markdown] lang="ko"
# ## 3. torch.no_grad()
#
# 세 번째는 **한 구간 동안** 기록을 끄는 방법입니다. 텐서의 메소드(method)로 착각하기 쉬운데, 그런 메소드는 없습니다.

# %% [markdown] lang="en"
# ## 3. torch.no_grad()
#
# The third way switches recording off **for a while**. It is easy to take it for a method of a tensor. There is no such method:

# %% tags=["raises-exception"]
x = torch.tensor([1.], requires_grad=True)
x.no_grad()

# %% [markdown] lang="ko"
# `torch`에 있는 `torch.no_grad()`를 `with`와 함께 씁니다. 이런 것을 컨텍스트 매니저(context manager)라고 합니다.
# `with` 안에서는 기록이 멈추고, 밖으로 나오면 다시 시작합니다.

# %% [markdown] lang="en"
# It belongs to `torch`: `torch.no_grad()`, used with `with`. Such a thing is called a context manager.
# Inside the `with` nothing is recorded; outside, recording goes on.

# %%
predict("2.4.no_grad")

# %%
x = torch.tensor([1.], requires_grad=True)
with torch.no_grad():
    y = x**2
    print("inside :", y)
    print("inside : x.requires_grad =", x.requires_grad)
y = x**2
print("outside:", y)

# %%
y.backward()
print("x.grad =", x.grad)

# %% [markdown] lang="ko"
# `with` 안에서 만든 `y`에는 `grad_fn`이 없습니다. 밖에서 다시 만든 `y`에는 있고, `backward()`도 잘 되어 `x.grad`가 2가 됩니다.
# 그래서 '중지'가 아니라 **일시중지**입니다. 그동안 `x.requires_grad`는 계속 `True`였습니다. `no_grad`는 텐서를 바꾸지 않고, 기록만 쉽니다.
#
# 안에서 만든 `y`에서 `backward()`를 불렀다면 어떻게 될까요? 기록이 없으니 2.2의 오류가 납니다. 직접 해 봅시다.

# %% [markdown] lang="en"
# The `y` made inside the `with` has no `grad_fn`. The `y` made outside has one, and `backward()` puts 2 into `x.grad`.
# So this is not a stop but a **pause**. All the while `x.requires_grad` was `True`: `no_grad` doesn't change tensors, it only stops recording.
#
# And if we call `backward()` on the `y` made inside? There is no record, so we get the error of 2.2. See for yourself.

# %% tags=["raises-exception"]
x = torch.tensor([1.], requires_grad=True)
with torch.no_grad():
    y = x**2

y.backward()

# %% [markdown] lang="ko"
# ## 4. 고정한 계층과 분리한 중간
#
# 이제 가장 자주 헷갈리는 곳입니다. 가중치(weight)가 세 개인 아주 작은 신경망을 만듭니다. 계층(layer) 하나가 곱셈 한 번입니다.
# 그리고 가운데 가중치 `w2`를 고정합니다.

# %% [markdown] lang="en"
# ## 4. A frozen layer, and a detached middle
#
# This is where most people get confused. We build a tiny network with three weights; each layer is one multiplication.
# And we freeze the weight in the middle, `w2`.

# %%
x = torch.tensor([2.])
w1 = torch.tensor([3.], requires_grad=True)
w2 = torch.tensor([4.], requires_grad=True)
w3 = torch.tensor([5.], requires_grad=True)

w2.requires_grad = False

h1 = w1 * x
h2 = w2 * h1
out = w3 * h2

# %%
draw(out, w2)

# %% [markdown] lang="ko"
# `w2`는 추적하지 않으므로 그래프 밖에 따로 있습니다. 길 위에는 그 값만 `× 4`로 남았습니다.
# `w2`의 **앞에 있는** `w1`까지 기울기가 도착할까요?

# %% [markdown] lang="en"
# `w2` is not tracked, so it stands outside the graph. Only its value is on the way, as `× 4`.
# Will a gradient reach `w1`, which comes **before** `w2`?

# %%
predict("2.4.frozen_middle")

# %%
out.backward()

print("w1.grad =", w1.grad)
print("w2.grad =", w2.grad)
print("w3.grad =", w3.grad)

# %%
draw(out, w2)

# %% [markdown] lang="ko"
# `w2.grad`만 `None`이고, `w1`에는 기울기 40이 도착했습니다. **고정은 길을 막지 않습니다.** 기울기는 `out`에서 출발해
# 5, 4, 2가 차례로 곱해지며 `w1`까지 흘러갑니다(5 × 4 × 2 = 40).
#
# 이번에는 `w2`를 고정하지 않고, 그 앞의 `h1`을 분리합니다. 그림을 보고 어느 가중치가 기울기를 받을지 먼저 예측해 보세요.

# %% [markdown] lang="en"
# Only `w2.grad` is `None`; `w1` received 40. **Freezing does not block the way.** The gradient starts at `out`,
# is multiplied by 5, 4 and 2 in turn, and arrives at `w1` (5 × 4 × 2 = 40).
#
# Now we don't freeze `w2`, but detach `h1`, which comes before it. Look at the picture and predict which weights will get a gradient.

# %%
w1 = torch.tensor([3.], requires_grad=True)
w2 = torch.tensor([4.], requires_grad=True)
w3 = torch.tensor([5.], requires_grad=True)

h1 = w1 * x
h2 = w2 * h1.detach()
out = w3 * h2
draw(out, h1)

# %%
out.backward()

print("w1.grad =", w1.grad)
print("w2.grad =", w2.grad)
print("w3.grad =", w3.grad)

# %% [markdown] lang="ko"
# 정반대입니다. `w2`와 `w3`에는 기울기가 있고 `w1`은 `None`입니다. **중간에서 분리하면 그 앞이 모두 끊깁니다.** 그림에서도 둘로 나뉘어 있었습니다.
#
# | | `w1` (앞) | `w2` (가운데) | `w3` (뒤) |
# |---|---|---|---|
# | `w2.requires_grad = False` | 40 | `None` | 24 |
# | `h1.detach()` | `None` | 30 | 24 |
#
# ## 5. 학습에서 함께 쓰기
#
# 미리 학습된 `w1`은 고정하고 `w2`만 학습해 봅시다. 목표는 출력을 6으로 만드는 것입니다.

# %% [markdown] lang="en"
# The opposite: `w2` and `w3` have gradients, and `w1` has `None`. **Detaching in the middle cuts off everything before it.** The picture had already fallen into two parts.
#
# | | `w1` (before) | `w2` (middle) | `w3` (after) |
# |---|---|---|---|
# | `w2.requires_grad = False` | 40 | `None` | 24 |
# | `h1.detach()` | `None` | 30 | 24 |
#
# ## 5. Together, in training
#
# Let us freeze the pretrained `w1` and train only `w2`. The goal is an output of 6.

# %%
x = torch.tensor([1.])
w1 = torch.tensor([2.], requires_grad=True)
w2 = torch.tensor([1.], requires_grad=True)
w1.requires_grad = False

for step in range(4):
    out = w2 * (w1 * x)
    loss = (out - 6)**2
    loss.backward()
    with torch.no_grad():
        w2 -= 0.1 * w2.grad
    w2.grad = None
    print(f"step {step}   loss = {loss.item():7.4f}   w1 = {w1.item():.4f}   w2 = {w2.item():.4f}")

print("w1.grad =", w1.grad)

# %% [markdown] lang="ko"
# 손실은 줄고, `w2`만 3에 가까워지고, `w1`은 2 그대로입니다. 이 짧은 코드에 두 방법이 함께 쓰였습니다.
#
# - `w1.requires_grad = False`: `w1`을 **고정**합니다.
# - `with torch.no_grad():`: 업데이트 자체는 **기록하지 않습니다**. 이것이 없으면 `w2 -= …`에서 오류가 납니다.
# - `loss.item()`: 출력할 값은 파이썬 숫자로 꺼냅니다.
#
# ## 연습 문제
#
# **연습 1.** 아래 `forward` 함수에서 **가운데 가중치 `w2`만** 기울기를 받지 않게 하세요. `w1`과 `w3`는 기울기를 받아야 하고, 결과의 값은 그대로여야 합니다.
# `...` 자리에 결과를 돌려주는 코드를 넣으세요. 줄을 더 넣어도 됩니다.

# %% [markdown] lang="en"
# The loss goes down, only `w2` moves towards 3, and `w1` stays 2. Two of our tools work together in these few lines.
#
# - `w1.requires_grad = False` **freezes** `w1`.
# - `with torch.no_grad():` keeps the update itself **from being recorded**. Without it, `w2 -= …` raises an error.
# - `loss.item()` takes out a Python number for printing.
#
# ## Exercises
#
# **Exercise 1.** Complete `forward` so that **only the weight in the middle, `w2`,** gets no gradient. `w1` and `w3` must get theirs, and the value of the result must not change.
# Replace the `...` by code that returns the result. You may add lines.

# %%
def forward(x, w1, w2, w3):
    return ...  # was: w3 * (w2 * (w1 * x))


check("2.4.freeze", forward)

# %% [markdown] lang="ko"
# ## 자주 하는 실수
#
# - **`tensor.no_grad()`라고 쓴다.** `torch.no_grad()`입니다.
# - **`x = x.detach()`로 이미 만든 그래프를 끊으려고 한다.** 이름표만 옮겨집니다.
# - **고정한 계층 앞은 학습되지 않는다고 생각한다.** 고정은 길을 막지 않습니다. 막는 것은 중간의 `detach()`입니다.
# - **`model.eval()`이 기울기를 멈춘다고 생각한다.** `eval()`은 드롭아웃 같은 계층의 동작만 바꿉니다. 추론할 때는 `no_grad`도 함께 쓰세요.
# - **`p.require_grad = False`라고 쓴다.** `s`가 빠졌습니다. 파이썬은 오류 없이 새 속성을 만들 뿐이어서 고정되지 않습니다.
#
# ## 요약
#
# | 방법 | 무엇에 | 언제까지 | 그래프를 만든 다음에 쓰고 `backward()`를 부르면 |
# |---|---|---|---|
# | `x.requires_grad = False` | 잎 텐서 하나 | 다시 `True`로 바꿀 때까지 | 실행되지만 `x.grad`는 `None` |
# | `x.detach()` | 돌려받은 새 텐서 | 그 텐서에서는 계속 | 처음 텐서의 `.grad`가 채워짐 |
# | `with torch.no_grad():` | 그 구간의 모든 연산 | `with`가 끝날 때까지 | 실행됨. 구간 안에서 새로 만든 결과만 기록이 없음 |
#
# - 계층을 고정하려면 `requires_grad = False`, 중간을 끊으려면 `detach()`, 업데이트와 추론에는 `torch.no_grad()`를 씁니다.
#
# **더 읽을거리** — PyTorch 문서:
# [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html)의 'Locally disabling gradient computation',
# [torch.Tensor.detach](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html),
# [torch.no_grad](https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html)
#
# 이전 단원: [2.3 잎이 아닌 텐서의 기울기](2.3-non-leaf-gradients.ipynb) · [처음 화면](index.ipynb) · [English](../en/2.4-stopping-gradients.ipynb)

# %% [markdown] lang="en"
# ## Common mistakes
#
# - **Writing `tensor.no_grad()`.** It is `torch.no_grad()`.
# - **Trying to cut a finished graph with `x = x.detach()`.** Only the name tag moves.
# - **Thinking that nothing before a frozen layer can be trained.** Freezing does not block the way; `detach()` in the middle does.
# - **Thinking that `model.eval()` stops gradients.** `eval()` only changes how layers such as dropout behave. For inference use `no_grad` as well.
# - **Writing `p.require_grad = False`.** An `s` is missing. Python just makes a new attribute, without any error, and nothing is frozen.
#
# ## Summary
#
# | tool | applies to | until | used after the graph was built, then `backward()` |
# |---|---|---|---|
# | `x.requires_grad = False` | one leaf tensor | you set it to `True` again | runs, but `x.grad` is `None` |
# | `x.detach()` | the new tensor it returns | as long as you use that tensor | fills in `.grad` of the first tensor |
# | `with torch.no_grad():` | every operation inside | the `with` ends | runs; only results newly made inside have no record |
#
# - To freeze a layer use `requires_grad = False`, to cut in the middle use `detach()`, for updates and inference use `torch.no_grad()`.
#
# **Read on** in the PyTorch documentation:
# [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html), section "Locally disabling gradient computation";
# [torch.Tensor.detach](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html);
# [torch.no_grad](https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html)
#
# Previous lesson: [2.3 Gradients of tensors that are not leaves](2.3-non-leaf-gradients.ipynb) · [Start page](index.ipynb) · [한국어](../ko/2.4-stopping-gradients.ipynb)
