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
# - 세 방법이 순전파(forward pass)와 역전파(backpropagation)에서 각각 무슨 일을 하는지 설명하기
# - 이름을 바꾸는 것과 텐서를 바꾸는 것 구별하기
# - 계층(layer)을 고정(freeze)하는 것과 중간을 분리(detach)하는 것의 차이 설명하기
# - 오류 없이 조용히 틀리는 경우 알아보기: `.data`, 오타, 남아 있는 0
# - 상황에 맞는 방법 고르기
#
# 읽고 실행하는 데 35분, 연습 문제에 20분쯤 걸립니다.

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
# - say what each of the three does in the forward and in the backward pass,
# - tell changing a name from changing a tensor,
# - explain the difference between freezing a layer and detaching in the middle,
# - recognise what goes wrong silently: `.data`, a typo, a left-over 0,
# - choose the tool that fits.
#
# Reading and running it takes about 35 minutes, the exercises 20 more.

# %%
from autograd_lessons import check, draw, explore, hint, predict
from autograd_lessons import set_language, watch, why
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
# 1. **순전파**: `y = x**2`를 계산할 때 `x.requires_grad`는 `True`였습니다. 그래서 연산이 기록되었고 `y`에는 `grad_fn`이 있습니다. 그래프는 나중에 사라지지 않습니다.
# 2. **역전파**: 기울기가 `x`에 도착했을 때 `x.requires_grad`는 `False`입니다. 그래서 저장하지 않습니다.
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
# 그 전에 한 가지만 더 봅시다. 아래 코드에는 오타가 있습니다. `requires`에서 `s`가 빠졌습니다.
#
# ```python
# w = torch.tensor([1.], requires_grad=True)
# w.require_grad = False
# ```

# %% [markdown] lang="en"
# The end of the message, `use var_no_grad = var.detach()`, points to the next way: to stop in the middle, use `detach()`.
#
# One more thing before that. The code below has a typo: the `s` of `requires` is missing.
#
# ```python
# w = torch.tensor([1.], requires_grad=True)
# w.require_grad = False
# ```

# %%
predict("2.4.typo")

# %%
w = torch.tensor([1.], requires_grad=True)
w.require_grad = False
print("w.requires_grad =", w.requires_grad)

# %%
why(w)

# %% [markdown] lang="ko"
# 파이썬에서는 웬만한 객체에 새 속성을 만들 수 있어서, 오타를 내도 아무 일 없이 지나갑니다. 그러니 고정한 다음에는 `requires_grad`를 **출력해서 확인**하세요.
# 메소드 `w.requires_grad_(False)`를 쓰는 것도 좋습니다. 메소드 이름을 잘못 쓰면 오류가 나기 때문입니다.
#
# ## 2. detach()
#
# `detach()`는 값은 같지만 그래프에서 분리된 **새 텐서**를 돌려줍니다.

# %% [markdown] lang="en"
# In Python you can add an attribute to almost any object, so the typo passes without a word. After freezing, **print `requires_grad` and look**.
# Or use the method `w.requires_grad_(False)`: misspell a method, and you get an error.
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
# ## 3. 분리해도 메모리는 함께 씁니다
#
# `detach()`가 돌려주는 것은 '새 텐서'라고 했습니다. 그러면 값도 복사될까요?
#
# ```python
# x = torch.tensor([3.], requires_grad=True)
# d = x.detach()
# d[0] = 30.
# print(x)
# ```

# %% [markdown] lang="en"
# ## 3. Detached, but sharing memory
#
# What `detach()` returns is "a new tensor", we said. Are the values copied, too?
#
# ```python
# x = torch.tensor([3.], requires_grad=True)
# d = x.detach()
# d[0] = 30.
# print(x)
# ```

# %%
predict("2.4.copies")

# %%
x = torch.tensor([3.], requires_grad=True)
d = x.detach()
d[0] = 30.
print(x)

# %% [markdown] lang="ko"
# `x`까지 바뀌었습니다. `detach()`는 값을 복사하지 않습니다. 두 텐서는 **같은 메모리**를 다른 이름으로 보고 있습니다. 그래서 `detach()`는 큰 텐서에서도 빠릅니다.
#
# 그런데 `x`의 값을 그래프가 이미 저장해 두었다면 어떻게 될까요? `y = x**2`를 거꾸로 지나가려면 `x`의 값이 필요합니다.

# %% [markdown] lang="en"
# `x` has changed as well. `detach()` copies no values: the two tensors look at the **same memory** under different names. That is why `detach()` is fast even for large tensors.
#
# But what if a graph has already saved the value of `x`? To go back through `y = x**2`, the value of `x` is needed.

# %% tags=["raises-exception"]
x = torch.tensor([3.], requires_grad=True)
y = x**2

d = x.detach()
d[0] = 30.
y.backward()

# %% [markdown] lang="ko"
# 긴 메시지이지만 핵심은 이것입니다.
#
# - *has been modified by an inplace operation*: 기울기를 구하는 데 필요한 값이 제자리(in-place) 연산으로 바뀌었습니다.
# - *is at version 1; expected version 0*: 텐서는 바뀔 때마다 버전(version)이 하나씩 올라갑니다. 메모리를 함께 쓰는 `x`와 `d`는 버전도 함께 셉니다. 저장할 때는 0이었는데 지금은 1입니다.
# - *Hint: enable anomaly detection …*: 어느 연산에서 문제가 생겼는지 찾는 방법입니다. 여기서는 `d[0] = 30.`인 줄 이미 알고 있으니 지나가도 됩니다.
#
# PyTorch가 버전을 세고 있었기 때문에 틀린 기울기를 내지 않고 멈추었습니다. 고마운 오류입니다.
#
# 오래된 코드에는 `detach()` 대신 `.data`가 나오기도 합니다. 똑같이 메모리를 함께 쓰지만, 한 가지가 다릅니다.

# %% [markdown] lang="en"
# A long message; this is the heart of it:
#
# - *has been modified by an inplace operation*: a value that is needed for the gradient was changed in place.
# - *is at version 1; expected version 0*: each change raises the version of a tensor by one, and `x` and `d`, which share their memory, share their version, too. It was 0 when the value was saved, and it is 1 now.
# - *Hint: enable anomaly detection …*: a way to find the operation in question. Here we know that `d[0] = 30.` is to blame, so never mind.
#
# Because PyTorch counts versions, it stopped instead of giving you a wrong gradient. Be grateful for this error.
#
# In older code you will find `.data` in place of `detach()`. It shares memory just the same, but one thing differs.

# %%
x = torch.tensor([3.], requires_grad=True)
y = x**2

x.data[0] = 30.
y.backward()
print("y =", y)
print("x.grad =", x.grad)

# %% [markdown] lang="ko"
# 오류가 없습니다. 그리고 기울기가 **틀렸습니다**. `y`는 `x = 3`에서 계산한 9이므로 기울기는 2 × 3 = 6이어야 하는데, 바뀐 값 30으로 계산한 60이 나왔습니다.
# `.data`로 바꾼 것은 버전에 세지 않기 때문입니다. 그래서 새로 쓰는 코드에는 `.data`를 쓰지 않습니다.
#
# 복사본이 필요하면 `clone()`을 함께 쓰세요. `x.detach().clone()`은 기록도 메모리도 따로인 텐서입니다.

# %% [markdown] lang="en"
# No error, and a **wrong** gradient. `y` is 9, computed at `x = 3`, so the gradient should be 2 × 3 = 6. We got 60, computed from the changed value, 30.
# Changes made through `.data` are not counted as versions. So don't use `.data` in new code.
#
# If you need a copy, use `clone()` as well: `x.detach().clone()` shares neither record nor memory.

# %%
x = torch.tensor([3.], requires_grad=True)
y = x**2

d = x.detach().clone()
d[0] = 30.
y.backward()
print("x =", x)
print("x.grad =", x.grad)

# %% [markdown] lang="ko"
# ## 4. torch.no_grad()
#
# 세 번째는 **한 구간 동안** 기록을 끄는 방법입니다. 텐서의 메소드(method)로 착각하기 쉬운데, 그런 메소드는 없습니다.

# %% [markdown] lang="en"
# ## 4. torch.no_grad()
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
# 그래서 '중지'가 아니라 **일시중지**입니다. 그동안 `x.requires_grad`는 계속 `True`였습니다. `no_grad`는 텐서를 바꾸지 않고 기록만 멈춥니다.
#
# 안에서 만든 `y`에서 `backward()`를 불렀다면 어떻게 될까요? 기록이 없으니 2.2의 오류가 납니다. 이번에는 `watch()`로 지켜보며 해 봅시다.

# %% [markdown] lang="en"
# The `y` made inside the `with` has no `grad_fn`. The `y` made outside has one, and `backward()` puts 2 into `x.grad`.
# So this is not a stop but a **pause**. All the while `x.requires_grad` was `True`: `no_grad` doesn't change tensors, it only stops recording.
#
# And if we call `backward()` on the `y` made inside? There is no record, so we get the error of 2.2. See for yourself, this time under `watch()`.

# %% tags=["raises-exception"]
x = torch.tensor([1.], requires_grad=True)
with watch(), torch.no_grad():
    y = x**2

y.backward()

# %%
draw(y)

# %% [markdown] lang="ko"
# `watch()` 안에서 한 계산은 기록되지 않은 것까지 점선으로 그려집니다. `x`에서 `y`로 가는 길이 '기록을 끔'으로 끊겨 있습니다.
#
# `no_grad`가 멈추는 것은 **기록뿐**입니다. 이미 기록된 그래프가 있다면 그 안에서도 `backward()`를 부를 수 있고, 그 안에서 `requires_grad=True`로 만든 잎도 그대로 잎입니다.

# %% [markdown] lang="en"
# What is computed under `watch()` is drawn even where nothing was recorded: dotted. The path from `x` to `y` is cut: "recording is off".
#
# Recording is **all** that `no_grad` pauses. Where a graph has been recorded already, `backward()` works inside as well, and a leaf made inside with `requires_grad=True` is a leaf like any other.

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
with torch.no_grad():
    y.backward()
    w = torch.tensor([5.], requires_grad=True)

print("x.grad =", x.grad)
print("w.requires_grad =", w.requires_grad)

# %% [markdown] lang="ko"
# ## 5. 세 방법을 나란히
#
# | 방법 | 순전파에서 | 역전파에서 |
# |---|---|---|
# | 그래프를 만든 다음 `x.requires_grad = False` | 이미 한 기록은 남고, 다음 계산부터 기록하지 않음 | 기울기가 `x`까지 오지만 저장하지 않음 |
# | 그래프를 만든 다음 `x = x.detach()` | 이미 한 기록은 남고, 새 `x`로 하는 계산은 기록하지 않음 | 처음 텐서의 `.grad`에 그대로 저장함 |
# | `with torch.no_grad():` | 구간 안의 계산을 기록하지 않음 | 아무것도 바꾸지 않음 |
#
# 세 줄 모두 **이미 만든 그래프는 그대로**라는 점을 눈여겨보세요. 어느 방법도 그래프를 나중에 지우지는 않습니다.
#
# ## 6. 계층을 고정하는 것과 중간에서 분리하는 것
#
# 이제 가장 자주 헷갈리는 곳입니다. 가중치(weight)가 세 개인 아주 작은 신경망을 만듭니다. 계층 하나가 곱셈 한 번입니다.
# 그리고 가운데 가중치 `w2`를 고정합니다.

# %% [markdown] lang="en"
# ## 5. The three side by side
#
# | tool | in the forward pass | in the backward pass |
# |---|---|---|
# | `x.requires_grad = False`, after the graph was built | what is recorded stays; later computations are not recorded | the gradient gets to `x` but is not stored |
# | `x = x.detach()`, after the graph was built | what is recorded stays; computations with the new `x` are not recorded | it is stored in the first tensor's `.grad`, as always |
# | `with torch.no_grad():` | computations inside are not recorded | nothing changes |
#
# In all three lines, **the graph that is already there stays**. None of them removes it afterwards.
#
# ## 6. A frozen layer, and a detached middle
#
# This is where most people get confused. We build a tiny network with three weights; each layer is one multiplication.
# And we freeze the weight in the middle, `w2`.

# %%
x = torch.tensor([2.])
w1 = torch.tensor([3.], requires_grad=True)
w2 = torch.tensor([4.], requires_grad=True)
w3 = torch.tensor([5.], requires_grad=True)

w2.requires_grad = False

with watch():
    h1 = w1 * x
    h2 = w2 * h1
    out = w3 * h2

# %%
draw(out, direction="TB")

# %% [markdown] lang="ko"
# `w2`는 추적하지 않으므로 점선으로 이어져 있습니다. 값 4를 빌려주기는 하지만 기울기는 받지 않습니다.
# 그러면 `w2`보다 **앞에 있는** `w1`까지 기울기가 도착할까요?

# %% [markdown] lang="en"
# `w2` is not tracked, so it is joined by a dotted line: it lends its value, 4, and takes no gradient.
# Will a gradient reach `w1`, which comes **before** `w2`?

# %%
predict("2.4.frozen_middle")

# %%
out.backward()

print("w1.grad =", w1.grad)
print("w2.grad =", w2.grad)
print("w3.grad =", w3.grad)

# %%
draw(out, direction="TB")

# %% [markdown] lang="ko"
# `w2.grad`만 `None`이고, `w1`에는 기울기 40이 도착했습니다. **고정은 길을 막지 않습니다.** 기울기는 `out`에서 출발해
# 5, 4, 2가 차례로 곱해지며 `w1`까지 흘러갑니다(5 × 4 × 2 = 40).
#
# 이번에는 `w2`를 고정하지 않고, `w2`와 만나기 직전의 `h1`을 분리합니다.

# %% [markdown] lang="en"
# Only `w2.grad` is `None`; `w1` received 40. **Freezing does not block the way.** The gradient starts at `out`,
# is multiplied by 5, 4 and 2 in turn, and arrives at `w1` (5 × 4 × 2 = 40).
#
# Now we don't freeze `w2`, but detach `h1` just before it meets `w2`.

# %%
w1 = torch.tensor([3.], requires_grad=True)
w2 = torch.tensor([4.], requires_grad=True)
w3 = torch.tensor([5.], requires_grad=True)

with watch():
    h1 = w1 * x
    h2 = w2 * h1.detach()
    out = w3 * h2
draw(out, direction="TB")

# %%
predict("2.4.detached_middle")

# %%
out.backward()

print("w1.grad =", w1.grad)
print("w2.grad =", w2.grad)
print("w3.grad =", w3.grad)

# %%
why(w1)

# %% [markdown] lang="ko"
# 정반대입니다. `w2`와 `w3`에는 기울기가 있고 `w1`은 `None`입니다. **중간에서 분리하면 그 앞이 모두 끊깁니다.** 기울기는 그림의 점선을 거슬러 가지 못합니다. `why(w1)`도 끊긴 곳을 짚어 줍니다.
#
# | | `w1` (앞) | `w2` (가운데) | `w3` (뒤) |
# |---|---|---|---|
# | `w2.requires_grad = False` | 40 | `None` | 24 |
# | `h1.detach()` | `None` | 30 | 24 |
#
# ## 7. eval()과 inference_mode()
#
# 이름 때문에 기울기를 멈춘다고 오해받는 것이 있습니다. 모델을 평가 모드(evaluation mode)로 바꾸는 `model.eval()`입니다.
# 아래 모델에는 드롭아웃(dropout)이 있습니다. 학습할 때 값의 일부를 무작위로 0으로 만드는 계층입니다.

# %% [markdown] lang="en"
# Just the other way round: `w2` and `w3` have gradients, and `w1.grad` is `None`. **Detaching in the middle cuts off everything before it.** No gradient goes back along the dotted line in the picture, and `why(w1)` points at the cut.
#
# | | `w1` (before) | `w2` (middle) | `w3` (after) |
# |---|---|---|---|
# | `w2.requires_grad = False` | 40 | `None` | 24 |
# | `h1.detach()` | `None` | 30 | 24 |
#
# ## 7. eval() and inference_mode()
#
# One thing is often thought to stop gradients because of its name: `model.eval()`, which puts a model into evaluation mode.
# The model below contains dropout, a layer that sets some values to 0 at random while training.

# %%
torch.manual_seed(0)
model = torch.nn.Sequential(
    torch.nn.Linear(2, 4), torch.nn.Dropout(0.5), torch.nn.Linear(4, 1)
)
x = torch.ones(1, 2)

print(f"training mode:   {model(x).item():.4f}  {model(x).item():.4f}")
model.eval()
print(f"evaluation mode: {model(x).item():.4f}  {model(x).item():.4f}")

# %%
predict("2.4.eval")

# %%
out = model(x)
print(out)
print("out.requires_grad =", out.requires_grad)

# %% [markdown] lang="ko"
# `eval()`은 드롭아웃 같은 **계층의 동작**만 바꿉니다. 기록은 그대로 하고 기울기도 흐릅니다. 추론(inference)할 때는 `eval()`과 `no_grad()`를 **함께** 씁니다.
#
# 거꾸로, 고정만 하고 `eval()`을 부르지 않아서 생기는 실수도 있습니다. 배치 정규화(batch normalization)는 학습 모드에서 데이터의 평균을 기억해 두는데, 이 기억은 매개변수(parameter)가 아니어서 고정해도 바뀝니다.

# %% [markdown] lang="en"
# `eval()` changes **how layers behave**, dropout for example, and nothing else: operations are recorded, and gradients flow. For inference use `eval()` **and** `no_grad()`.
#
# There is also the opposite mistake: freezing without `eval()`. Batch normalization remembers the mean of its data while in training mode. That memory is not a parameter, so it moves even when everything is frozen.

# %%
norm = torch.nn.BatchNorm1d(1)
for p in norm.parameters():
    p.requires_grad = False

data = torch.tensor([[8.], [12.]])
print("at first:       ", norm.running_mean)
norm(data)
print("training mode:  ", norm.running_mean)
norm.eval()
norm(data)
print("evaluation mode:", norm.running_mean)

# %% [markdown] lang="ko"
# 매개변수를 모두 고정했는데도 학습 모드에서는 `running_mean`이 0에서 1로 움직였습니다. 데이터의 평균 10 쪽으로 10분의 1만큼 다가간 것입니다. 미리 학습된 모델을 그대로 두려면 고정하고 `eval()`도 부르세요.
#
# `torch.inference_mode()`는 `no_grad()`보다 더 엄격합니다. 기록을 멈출 뿐 아니라, 거기서 만든 텐서는 **나중에도** 역전파에 쓸 값으로 저장할 수 없습니다. 그 대신 조금 더 빠릅니다.

# %% [markdown] lang="en"
# Every parameter was frozen, and yet `running_mean` moved from 0 to 1 in training mode: a tenth of the way to 10, the mean of the data. To leave a pretrained model as it is, freeze it and call `eval()`, too.
#
# `torch.inference_mode()` is stricter than `no_grad()`. It not only stops recording: the values of tensors made there can't be saved for a backward pass **later on**, either. In return it is a little faster.

# %% tags=["raises-exception"]
x = torch.tensor([3.])
w = torch.tensor([2.], requires_grad=True)

with torch.inference_mode():
    h = x**2

print("h =", h)
y = w * h

# %% [markdown] lang="ko"
# `w`의 기울기를 구하려면 `h`의 값을 저장해 두어야 하는데, `inference_mode`에서 만든 텐서는 저장할 수 없다는 오류입니다. 메시지에 해결 방법도 두 가지 적혀 있습니다.
# `h.clone()`으로 보통 텐서를 만들거나, `inference_mode` 대신 `no_grad`를 쓰는 것입니다. 결과를 나중에 학습에 쓸 생각이라면 `no_grad`를 고르세요.
#
# ## 8. 모든 방법 견주어 보기
#
# 이제 모든 방법을 직접 견주어 봅시다. 방법과 계층을 고르고, 어느 가중치가 기울기를 받을지 **먼저 예측한 다음** 실행하세요.
# `layer2`를 고정한 경우부터 시작하세요. 결과와 함께 나오는 **비교하기** 단추를 누르면 그 앞을 분리한 경우와 견줄 수 있습니다.

# %% [markdown] lang="en"
# To find the gradient of `w`, the value of `h` has to be saved, and a tensor made in `inference_mode` can't be. The message names two ways out:
# `h.clone()` makes an ordinary tensor, or use `no_grad` instead of `inference_mode`. If you will train with the result later, choose `no_grad`.
#
# ## 8. Compare them all
#
# Now compare all the ways yourself. Choose a way and a layer, **predict first** which weights will get a gradient, then run it.
# Start by freezing `layer2`. With the result comes a button, **Compare with …**, that sets it beside detaching what goes into the layer.

# %%
from autograd_lessons import stopping_lab

stopping_lab()

# %% [markdown] lang="ko"
# ## 9. 학습에서 함께 쓰기
#
# 미리 학습된 `w1`은 고정하고 `w2`만 학습해 봅시다. 목표는 출력을 6으로 만드는 것입니다.

# %% [markdown] lang="en"
# ## 9. Together, in training
#
# Let us freeze the pretrained `w1` and train only `w2`. The goal is an output of 6.

# %%
x = torch.tensor([1.])
w1 = torch.tensor([2.], requires_grad=True)
w2 = torch.tensor([1.], requires_grad=True)
w1.requires_grad = False

for turn in range(4):
    out = w2 * (w1 * x)
    loss = (out - 6)**2
    loss.backward()
    with torch.no_grad():
        w2 -= 0.1 * w2.grad
    w2.grad = None
    weights = f"w1 = {w1.item():.4f}   w2 = {w2.item():.4f}"
    print(f"turn {turn}   loss = {loss.item():7.4f}   {weights}")

print("w1.grad =", w1.grad)

# %% [markdown] lang="ko"
# 손실은 줄고, `w2`만 3에 가까워지고, `w1`은 2 그대로입니다. 이 짧은 코드에 두 방법이 함께 쓰였습니다.
#
# - `w1.requires_grad = False`는 `w1`을 **고정**합니다.
# - `with torch.no_grad():`는 업데이트를 **기록하지 않게** 합니다. 이것이 없으면 2.3에서 본 것처럼 `w2 -= …`에서 오류가 납니다.
#
# `loss.item()`은 텐서의 값을 파이썬 숫자로 꺼냅니다. 출력하거나 모아 둘 값은 이렇게 꺼내세요. `loss`를 그대로 리스트에 모으면 그래프까지 함께 남습니다.
#
# 옵티마이저(optimizer)를 쓰면 조심할 것이 하나 더 있습니다. 모멘텀(momentum)을 쓰는 옵티마이저는 지난 움직임을 기억했다가 다음 걸음에 섞습니다.
# 한 걸음 학습한 `w`를 고정하고, 기울기를 **0으로** 만든 다음 한 걸음 더 가 보겠습니다.
#
# ```python
# w = torch.tensor([1.], requires_grad=True)
# optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
#
# loss = w**2
# loss.backward()
# optimizer.step()
#
# w.requires_grad = False
# optimizer.zero_grad(set_to_none=False)
# optimizer.step()
# ```

# %% [markdown] lang="en"
# The loss goes down, only `w2` moves towards 3, and `w1` stays 2. Two of our tools work together in these few lines.
#
# - `w1.requires_grad = False` **freezes** `w1`.
# - `with torch.no_grad():` keeps the update itself **from being recorded**. Without it, `w2 -= …` raises an error, as in 2.3.
#
# `loss.item()` takes the value out as a Python number. Do so with all that you print or collect: put `loss` itself into a list, and its graph stays with it.
#
# With an optimizer there is one more thing to mind. An optimizer with momentum remembers its last moves and mixes them into the next step.
# We train `w` for one step, freeze it, make its gradient **0**, and take one more step.
#
# ```python
# w = torch.tensor([1.], requires_grad=True)
# optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
#
# loss = w**2
# loss.backward()
# optimizer.step()
#
# w.requires_grad = False
# optimizer.zero_grad(set_to_none=False)
# optimizer.step()
# ```

# %%
predict("2.4.momentum")

# %%
for set_to_none in (False, True):
    w = torch.tensor([1.], requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)

    loss = w**2
    loss.backward()
    optimizer.step()
    before = w.item()

    w.requires_grad = False
    optimizer.zero_grad(set_to_none=set_to_none)
    optimizer.step()
    print(f"w.grad = {w.grad}   w: {before:.2f} -> {w.item():.2f}")

# %% [markdown] lang="ko"
# 고정했는데도 첫째 경우에는 `w`가 0.80에서 0.62로 움직였습니다. 옵티마이저는 `requires_grad`를 보지 않고 **`.grad`를 봅니다**. `.grad`가 0이면 '기울기가 0인 걸음'을 걷는데,
# 지난 걸음 −0.2의 0.9배인 −0.18이 모멘텀으로 남아 있어서 움직입니다. 가중치를 조금씩 줄이는 `weight_decay`를 켰을 때도 마찬가지입니다.
#
# 둘째 경우처럼 `.grad`가 `None`이면 옵티마이저는 그 텐서를 건너뜁니다. 2.3에서 본 `None`과 0의 차이가 여기서 드러납니다.
#
# `zero_grad()`는 따로 말하지 않으면 `None`으로 만듭니다(`set_to_none=True`). 그러니 보통은 괜찮지만, 가장 확실한 방법은 학습할 매개변수만 옵티마이저에 넘겨주는 것입니다.
#
# 여기까지가 도구입니다. 진짜 데이터로 신경망을 학습하면서 무엇을 고정할지 고르는 일이 그다음입니다.
#
# ## 연습 문제
#
# **연습 1.** 아래 `forward` 함수에서 **가운데 가중치 `w2`만** 기울기를 받지 않게 하세요. `w1`과 `w3`은 기울기를 받아야 하고, 결과의 값은 그대로여야 합니다.
# `...` 자리에 결과를 돌려주는 코드를 넣으세요. 줄을 더 넣어도 됩니다.

# %% [markdown] lang="en"
# In the first case `w` moved from 0.80 to 0.62 although it is frozen. The optimizer does not look at `requires_grad`; **it looks at `.grad`**. With a `.grad` of 0 it takes "a step with gradient 0",
# and 0.9 times the last move of −0.2, that is −0.18, is left as momentum and moves `w`. The same happens with `weight_decay`, which makes weights a little smaller at each step.
#
# In the second case `.grad` is `None`, and the optimizer skips the tensor. This is where the difference between `None` and 0, from 2.3, matters.
#
# Unless told otherwise, `zero_grad()` sets `.grad` to `None` (`set_to_none=True`), so usually all is well. The safest way is to hand the optimizer only those parameters that are to be trained.
#
# These are the tools. What comes next is to train a network on real data and to choose what to freeze.
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
# **연습 2.** 강화 학습(reinforcement learning)에서는 모델의 예측을 목표로 삼아 그 모델을 학습하기도 합니다. 아래 `guess`와 `target`은 모두 `w`로 계산하지만, `target`은 **고정된 숫자**처럼 다루어야 합니다.
# 두 값의 차를 제곱해서 돌려주되, 기울기는 `guess` 쪽으로만 흐르게 하세요.

# %% [markdown] lang="en"
# **Exercise 2.** In reinforcement learning a model is sometimes trained towards a target that it predicted itself. Below, both `guess` and `target` are computed with `w`, but `target` should be treated like a **fixed number**.
# Return the square of their difference, and let the gradient flow through `guess` only.

# %%
def own_target_loss(w, now, later):
    guess = w * now
    target = w * later
    return ...  # was: (guess - target)**2


check("2.4.target", own_target_loss)

# %% [markdown] lang="ko"
# **연습 3.** 학습하기 전의 가중치를 보관해 두려고 합니다. `w`의 지금 값을 담은 텐서를 돌려주세요. 나중에 `w`를 제자리에서 업데이트해도 **변하지 않아야** 하고, **추적하지 않는** 텐서여야 합니다.

# %% [markdown] lang="en"
# **Exercise 3.** We want to keep the weights as they are before training. Return a tensor with the present values of `w`. It must **not change** when `w` is updated in place later, and it must **not be tracked**.

# %%
def snapshot(w):
    return ...


check("2.4.snapshot", snapshot)

# %% [markdown] lang="ko"
# **연습 4.** 전이 학습의 첫걸음입니다. `model`은 계층이 차례로 이어진 `torch.nn.Sequential`이고, 마지막은 `Linear`입니다. **마지막 계층만** 학습되도록 나머지를 모두 고정하고 `model`을 돌려주세요. 계층이 몇 개이든 맞아야 합니다.
# `model[-1]`은 마지막 계층이고, `model.parameters()`와 `model[-1].parameters()`는 매개변수를 하나씩 내어 줍니다.

# %% [markdown] lang="en"
# **Exercise 4.** The first step of transfer learning. `model` is a `torch.nn.Sequential`, a chain of layers that ends in a `Linear`. Freeze everything so that **only the last layer** is trained, and return `model`. It must be right for any number of layers.
# `model[-1]` is the last layer, and `model.parameters()` and `model[-1].parameters()` give the parameters one by one.

# %%
def train_only_last(model):
    return ...


check("2.4.last_layer", train_only_last)

# %% [markdown] lang="ko"
# **연습 5.** 학습 도중에 모델을 평가하는 함수를 완성하세요. **평가 모드**에서 **기록 없이** 계산한 `model(x)`를 돌려주고, 계속 학습할 수 있도록 모델을 **학습 모드**로 되돌려 놓으세요(`model.train()`).

# %% [markdown] lang="en"
# **Exercise 5.** Complete this function, which evaluates a model in the middle of its training. Return `model(x)`, computed in **evaluation mode** and **without a record**, and leave the model in **training mode** so that training can go on (`model.train()`).

# %%
def evaluate(model, x):
    return ...


check("2.4.evaluate", evaluate)

# %% [markdown] lang="ko"
# ## 자주 하는 실수
#
# - **`tensor.no_grad()`라고 쓴다.** `torch.no_grad()`입니다.
# - **`x = x.detach()`로 이미 만든 그래프를 끊으려고 한다.** 이름표만 옮겨집니다.
# - **고정한 계층 앞은 학습되지 않는다고 생각한다.** 고정은 길을 막지 않습니다. 막는 것은 중간의 `detach()`입니다.
# - **`model.eval()`이 기울기를 멈춘다고 생각한다.** `eval()`은 드롭아웃 같은 계층의 동작만 바꿉니다. 추론할 때는 `no_grad`도 함께 쓰세요.
# - **`p.require_grad = False`라고 쓴다.** `s`가 빠졌습니다. 파이썬은 오류 없이 새 속성을 만들 뿐이어서 고정되지 않습니다.
# - **`detach()`가 값을 복사한다고 생각한다.** 메모리를 함께 씁니다. 복사본은 `x.detach().clone()`입니다.
# - **`.data`를 쓴다.** 기울기가 오류 없이 틀릴 수 있습니다. `detach()`나 `no_grad`를 쓰세요.
# - **고정한 가중치를 0인 `.grad`와 함께 옵티마이저에 남겨 둔다.** 모멘텀이나 `weight_decay`가 있으면 움직입니다. `.grad`를 `None`으로 비우거나, 옵티마이저에는 학습할 것만 넘겨주세요.
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
# - 추론할 때는 `model.eval()`도 부릅니다. `eval()`은 계층의 동작을, `no_grad()`는 기록을 바꿉니다.
# - 네 단원을 한 장에 모은 [요약 카드](reference-card.ipynb)가 있습니다.
#
# **더 읽을거리** — PyTorch 문서:
# [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html)의 'Locally disabling gradient computation',
# [torch.Tensor.detach](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html),
# [torch.no_grad](https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html),
# [torch.autograd.grad_mode.inference_mode](https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html)
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
# - **Thinking that `detach()` copies the values.** It shares their memory; `x.detach().clone()` is a copy.
# - **Using `.data`.** Gradients can go wrong without a word. Use `detach()` or `no_grad`.
# - **Leaving a frozen weight in the optimizer with a `.grad` of 0.** With momentum or `weight_decay` it moves. Set `.grad` to `None`, or hand the optimizer only what is to be trained.
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
# - For inference call `model.eval()` as well: `eval()` changes how layers behave, `no_grad()` what is recorded.
# - The four lessons on one page: the [reference card](reference-card.ipynb).
#
# **Read on** in the PyTorch documentation:
# [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html), section "Locally disabling gradient computation";
# [torch.Tensor.detach](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html);
# [torch.no_grad](https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html);
# [torch.autograd.grad_mode.inference_mode](https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html)
#
# Previous lesson: [2.3 Gradients of tensors that are not leaves](2.3-non-leaf-gradients.ipynb) · [Start page](index.ipynb) · [한국어](../ko/2.4-stopping-gradients.ipynb)
