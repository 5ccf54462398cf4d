# %% [markdown] lang="ko"
# # 2.3 잎이 아닌 텐서의 기울기
#
# 이전 단원: [2.2 미분 불가능한 연산](2.2-not-differentiable.ipynb) · 다음 단원: [2.4 기울기 멈추기](2.4-stopping-gradients.ipynb) · [처음 화면](index.ipynb) · [English](../en/2.3-non-leaf-gradients.ipynb)
#
# 2.1에서 기울기(gradient)는 잎(leaf) 텐서에만 저장된다고 배웠습니다. 그런데 계산 중간에 있는 텐서의 기울기가 궁금할 때가 있습니다.
# 예를 들어 신경망의 어느 계층(layer)에서 기울기가 0이 되어 버리는지 찾고 싶을 때입니다.
# 이번 단원에서는 중간 텐서의 기울기를 남기는 방법을 배우고, 평소에는 왜 남기지 않는지도 알아봅니다.
#
# **이 단원을 마치면 다음을 할 수 있습니다.**
#
# - 어떤 텐서의 `.grad`가 채워지고 어떤 텐서의 `.grad`가 `None`으로 남는지 맞히기
# - 잎이 아닌 텐서의 `.grad`를 읽을 때 나오는 경고(warning) 이해하기
# - `None`과 0, '저장되지 않았다'와 '계산되지 않았다' 구별하기
# - `retain_grad()`를 알맞은 때에 불러 중간 기울기 남기기
# - `w = w - lr * w.grad`가 왜 잘못인지 설명하고 고치기
#
# 읽고 실행하는 데 30분, 연습 문제에 20분쯤 걸립니다.

# %% [markdown] lang="en"
# # 2.3 Gradients of tensors that are not leaves
#
# Previous lesson: [2.2 What autograd cannot differentiate](2.2-not-differentiable.ipynb) · Next lesson: [2.4 Stopping gradients](2.4-stopping-gradients.ipynb) · [Start page](index.ipynb) · [한국어](../ko/2.3-non-leaf-gradients.ipynb)
#
# In 2.1 you learned that gradients are kept only in leaf tensors. But sometimes you want the gradient of a tensor in the middle of a computation,
# for example to find the layer of a network where the gradient dies away to 0.
# In this lesson you learn how to keep such a gradient, and why PyTorch normally doesn't.
#
# **After this lesson you can**
#
# - say which tensors get a `.grad` and whose `.grad` stays `None`,
# - understand the warning that appears when you read `.grad` of a tensor that is not a leaf,
# - tell `None` from 0, and "not kept" from "not computed",
# - keep a gradient in the middle by calling `retain_grad()` at the right time,
# - say what is wrong with `w = w - lr * w.grad`, and mend it.
#
# Reading and running it takes about 30 minutes, the exercises 20 more.

# %%
from autograd_lessons import check, draw, explore, hint, predict
from autograd_lessons import set_language, step, why
from autograd_lessons import engine as torch  # or: import torch

set_language("ko")

# %% [markdown] lang="ko"
# ## 1. 중간 텐서의 기울기는 어디에 있을까
#
# `x`에서 `y`를 만들고, `y`에서 `z`를 만들었습니다.

# %% [markdown] lang="en"
# ## 1. Where is the gradient of a tensor in the middle?
#
# We make `y` from `x`, and `z` from `y`.

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
z = 3*y

print("is_leaf:      ", x.is_leaf, y.is_leaf, z.is_leaf)
print("requires_grad:",
      x.requires_grad, y.requires_grad, z.requires_grad)

# %% [markdown] lang="ko"
# 셋 모두 `requires_grad`는 `True`입니다. 하지만 잎은 직접 만든 `x` 하나뿐입니다. `y`와 `z`는 기록된 연산이 만든 텐서이므로 잎이 아닙니다.
#
# 이제 `z.backward()`를 부릅니다. 연쇄 법칙(chain rule)을 써서 손으로 먼저 풀어 보면 이렇습니다.
#
# - `z = 3*y`이므로 `y`의 기울기는 3
# - `y = x**2`이고 `x = 1`이므로 `x`의 기울기는 3 × 2 = 6

# %% [markdown] lang="en"
# All three have `requires_grad` `True`. But only `x`, which we created ourselves, is a leaf. `y` and `z` were made by recorded operations, so they are not leaves.
#
# Next we call `z.backward()`. Worked out by hand with the chain rule:
#
# - `z = 3*y`, so the gradient of `y` is 3
# - `y = x**2` and `x = 1`, so the gradient of `x` is 3 × 2 = 6

# %%
predict("2.3.non_leaf")

# %% [markdown] lang="ko"
# 확인해 봅시다. 먼저 `backward()` 전의 그래프입니다. 잎인 `x`만 상자의 모서리가 둥급니다.

# %% [markdown] lang="en"
# Let us look. First the graph before `backward()`. Only `x`, the leaf, has a box with round corners.

# %%
draw(z)

# %% [markdown] lang="ko"
# 이제 `backward()`를 부릅니다.

# %% [markdown] lang="en"
# Now we call `backward()`.

# %%
z.backward()
print("x.grad =", x.grad)

# %% [markdown] lang="ko"
# `x.grad`는 손으로 푼 대로 6입니다. `y.grad`는 어떨까요? 읽으면 긴 경고가 하나 나옵니다. 끝에는 컴퓨터마다 다른 파일 경로까지 붙습니다.
# 아래 셀은 그 경고를 받아 두었다가 한 문장씩 출력합니다. 코드는 지나쳐도 좋으니 **출력을 읽으세요**.

# %% [markdown] lang="en"
# `x.grad` is 6, as we worked out by hand. And `y.grad`? Reading it gives a long warning, which ends in a file path that differs from computer to computer.
# The cell below catches the warning and prints it sentence by sentence. Never mind its code: **read what it prints**.

# %%
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print("y.grad =", y.grad)

print()
print(caught[0].category.__name__)
message = str(caught[0].message).partition(" (Triggered")[0]
print(message.replace(". ", ".\n"))

# %% [markdown] lang="ko"
# `y.grad`는 `None`입니다. 오류가 아니라 경고이므로 프로그램은 계속 실행됩니다. 경고를 한 문장씩 풀어 보면 이렇습니다.
#
# 1. 잎이 아닌 텐서의 `.grad` 속성을 읽고 있습니다.
# 2. `backward()`는 이 텐서의 `.grad`를 채우지 않습니다.
# 3. 정말 필요하다면 잎이 아닌 텐서에 `.retain_grad()`를 부르세요.
# 4. 실수로 이 텐서를 읽은 것이라면, 잎 텐서를 읽어야 합니다.
# 5. 더 자세한 내용은 GitHub의 PyTorch 저장소 30531번 풀 리퀘스트(pull request)에 있습니다.
#
# 셋째와 넷째 문장이 핵심입니다. **일부러 읽었다면** `retain_grad()`를 부르고, **실수로 읽었다면** 잎을 읽으면 됩니다.
#
# 그림에서도 `x`에는 6이 들어 있고, `y`와 `z`에는 숫자 대신 '보관 안 함'이라고 적혀 있습니다.

# %% [markdown] lang="en"
# `y.grad` is `None`. This is a warning and not an error, so the program goes on. Sentence by sentence, it says:
#
# 1. You are reading the `.grad` of a tensor that is not a leaf.
# 2. `backward()` will not fill it in.
# 3. If you really want it, call `.retain_grad()` on the tensor that is not a leaf.
# 4. If you came here by mistake, read the leaf tensor instead.
# 5. PyTorch's pull request 30531 on GitHub says more about it.
#
# What matters are the third and the fourth. Did you read it **on purpose**? Then call `retain_grad()`. **By mistake**? Then read the leaf.
#
# The picture says the same: 6 in `x`, and "not kept" instead of a number in `y` and `z`.

# %%
draw(z)

# %% [markdown] lang="ko"
# 이제 경고의 뜻을 알았으니, 출력이 어지럽지 않도록 이 노트북에서만 이 경고를 숨기겠습니다.
# 여러분의 코드에서는 숨기지 마세요. 엉뚱한 텐서의 `.grad`를 읽고 있다는 소중한 신호입니다.

# %% [markdown] lang="en"
# Now that you know what it means, we hide this one warning in this notebook to keep the outputs tidy.
# Don't hide it in your own code: it is a valuable sign that you are reading `.grad` of the wrong tensor.

# %%
warnings.filterwarnings("ignore", message="The .grad attribute")

# %% [markdown] lang="ko"
# ## 2. None과 0은 다릅니다
#
# `.grad`가 `None`이면 기울기가 0이라는 뜻일까요? 잎 두 개로 알아봅시다. `a`는 0을 곱해서 쓰고, `b`는 아예 쓰지 않습니다.
#
# ```python
# a = torch.tensor([1.], requires_grad=True)
# b = torch.tensor([1.], requires_grad=True)
# c = 0*a
# c.backward()
# ```

# %% [markdown] lang="en"
# ## 2. None is not 0
#
# Does a `.grad` of `None` mean that the gradient is 0? Let us try it with two leaves. `a` is used, times 0; `b` is not used at all.
#
# ```python
# a = torch.tensor([1.], requires_grad=True)
# b = torch.tensor([1.], requires_grad=True)
# c = 0*a
# c.backward()
# ```

# %%
predict("2.3.none_or_zero")

# %%
a = torch.tensor([1.], requires_grad=True)
b = torch.tensor([1.], requires_grad=True)
c = 0*a
c.backward()

print("a.grad =", a.grad)
print("b.grad =", b.grad)

# %% [markdown] lang="ko"
# - `a.grad`는 **0**입니다. 기울기가 도착했고, 계산해 보니 0이었습니다. `a`를 바꾸어도 `c`는 변하지 않습니다.
# - `b.grad`는 **`None`** 입니다. 아무것도 도착하지 않았습니다. `c`에서 `b`로 가는 길이 없기 때문입니다.
#
# 그러니 `None`을 보면 '기울기가 0이구나' 하지 말고 '왜 도착하지 않았을까, 도착했다면 왜 저장되지 않았을까'를 물어야 합니다. 이유는 여러 가지입니다.
# `backward()` 전이거나, 쓰이지 않았거나, 길이 끊겼거나, 이 단원에서처럼 잎이 아니거나.
#
# ## 3. retain_grad(): 이 텐서의 기울기도 남겨 주세요
#
# 잎이 아닌 텐서의 기울기를 남기려면 `backward()` **전에** `retain_grad()`를 부릅니다.

# %% [markdown] lang="en"
# - `a.grad` is **0**: a gradient arrived, and it is 0. Change `a`, and `c` stays as it is.
# - `b.grad` is **`None`**: nothing arrived, because no path leads from `c` to `b`.
#
# So when you see `None`, don't think "the gradient is 0"; ask "why did nothing arrive, or why was it not kept?". There are several reasons:
# `backward()` has not run, the tensor was not used, the path is cut, or, as in this lesson, the tensor is not a leaf.
#
# ## 3. retain_grad(): keep this one too, please
#
# To keep the gradient of a tensor that is not a leaf, call `retain_grad()` **before** `backward()`.

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
y.retain_grad()
z = 3*y
z.backward()

print(x.grad)
print(y.grad)
print(z.grad)

# %%
draw(z)

# %% [markdown] lang="ko"
# `x.grad`는 6, `y.grad`는 3입니다. 손으로 푼 값과 같습니다. `z.grad`는 `None`입니다. `retain_grad()`를 `y`에만 불렀기 때문입니다.
# `z`의 기울기는 `z` 자신에 대한 기울기라서 1이지만, 저장되지 않았을 뿐입니다.
# 궁금하면 `z`를 만드는 셀에 `z.retain_grad()`를 넣고 다시 실행해 보세요.
#
# 그림의 `y` 상자도 바뀌었습니다. 테두리가 두 겹이 되었고, '보관 안 함' 대신 3이 적혀 있습니다.
# (`× …`에 3이 보이지 않는 것은 `backward()`가 끝나면서 그래프에 저장해 둔 값이 지워졌기 때문입니다. 2.1에서 두 번째 `backward()`가 실패한 까닭이었습니다.)
#
# 앞으로는 텐서들의 상태를 한눈에 볼 수 있게 표로 출력하겠습니다. 아래 `state` 함수는 텐서마다 한 줄씩 출력합니다.
# 새로 나온 속성 `retains_grad`는 '잎이 아닌데 기울기를 남기기로 했는가'를 알려 줍니다.

# %% [markdown] lang="en"
# `x.grad` is 6 and `y.grad` is 3, as we worked out by hand. `z.grad` is `None`, because we called `retain_grad()` on `y` only.
# The gradient of `z` with respect to itself is 1; it just wasn't kept.
# Try it: add `z.retain_grad()` to the cell where `z` is made and run it again.
#
# The box of `y` in the picture has changed as well: a double outline, and 3 instead of "not kept".
# (`× …` no longer shows the 3, because `backward()` has freed the values that the graph had saved: that is why a second `backward()` failed in 2.1.)
#
# From here on we print the state of all tensors as a table. The function `state` below prints one line for each tensor.
# A new attribute, `retains_grad`, tells whether a tensor that is *not* a leaf will keep its gradient.

# %%
def state(**tensors):
    print("      is_leaf  requires_grad  retains_grad  grad")
    for name, t in tensors.items():
        flags = f"{t.is_leaf!s:7}  {t.requires_grad!s:13}"
        print(f"{name:4}  {flags}  {t.retains_grad!s:12}  {t.grad}")


state(x=x, y=y, z=z)

# %% [markdown] lang="ko"
# 한 줄씩 읽어 보세요. `x`는 잎이라서 기울기가 있고, `y`는 잎이 아니지만 남겨 달라고 해서 있고, `z`는 잎도 아니고 부탁도 없어서 `None`입니다.
#
# ## 4. 저장되지 않은 것이지, 계산되지 않은 것이 아닙니다
#
# `retain_grad()`를 부르지 않으면 `y`의 기울기는 아예 계산되지 않는 걸까요?

# %% [markdown] lang="en"
# Read it line by line: `x` has a gradient because it is a leaf, `y` because we asked for it, and `z`, neither a leaf nor asked for, has `None`.
#
# ## 4. Not kept does not mean not computed
#
# Without `retain_grad()`, is the gradient of `y` not computed at all?

# %%
predict("2.3.computed")

# %% [markdown] lang="ko"
# 역전파(backpropagation)를 한 단계씩 지켜봅시다. **다음**을 눌러 끝까지 가면서, `y`에 도착한 기울기가 얼마이고 그다음에 어떻게 되는지 보세요.

# %% [markdown] lang="en"
# Let us watch the backward pass step by step. Press **Next** until the end, and see which gradient arrives at `y` and what becomes of it.

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
z = 3*y
step(z)

# %% [markdown] lang="ko"
# `y`에 3이 도착했습니다. 그 3에 `x**2`의 기울기 2를 곱해 6을 `x`로 넘겨준 다음, 3은 버립니다.
#
# 그림이 없는 곳에서도 지나가는 기울기를 볼 수 있습니다. 텐서에 **훅(hook)** 을 걸면 됩니다. 훅은 역전파 중에 그 텐서의 기울기가 구해지는 순간 PyTorch가 불러 주는 함수입니다.

# %% [markdown] lang="en"
# 3 arrives at `y`. It is multiplied by 2, the slope of `x**2`, the product 6 is handed on to `x`, and the 3 is dropped.
#
# You can see a gradient pass by without any picture, too: hang a **hook** on the tensor. A hook is a function that PyTorch calls during the backward pass, at the moment the gradient of that tensor is known.

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
z = 3*y


def show(gradient):
    print("the gradient of y passes by:", gradient)


y.register_hook(show)
z.backward()

print("x.grad =", x.grad)
print("y.grad =", y.grad)

# %% [markdown] lang="ko"
# `y`의 기울기 3은 분명히 계산되었습니다. 연쇄 법칙에 따라 `x`의 기울기 6을 구하려면 `y`의 기울기 3이 꼭 필요하니까요.
# 다만 `x` 쪽으로 넘겨준 다음 버렸습니다. 그래서 `y.grad`가 `None`입니다.
#
# 잠깐 보기만 할 때는 훅이, 나중에 `.grad`로 꺼내 쓸 때는 `retain_grad()`가 편합니다.
#
# ## 5. 순서가 중요합니다
#
# `retain_grad()`를 `backward()` **다음에** 부르면 어떻게 될까요?

# %% [markdown] lang="en"
# The gradient of `y`, 3, certainly was computed: the chain rule needs it to find the 6 for `x`.
# It was handed on towards `x` and then thrown away. That is why `y.grad` is `None`.
#
# For just a look, use a hook; to read it as `.grad` later on, use `retain_grad()`.
#
# ## 5. The order matters
#
# What if you call `retain_grad()` **after** `backward()`?

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
z = 3*y
z.backward()

y.retain_grad()  # too late
state(x=x, y=y, z=z)

# %% [markdown] lang="ko"
# `y.retains_grad`는 `True`인데도 `y.grad`는 `None`입니다. 지나간 기울기는 이미 버려졌습니다. `retain_grad()`는 '앞으로' 지나갈 기울기를 남겨 달라는 부탁입니다.
#
# 왜 기울기가 없는지 모를 때는 `why`에게 물어볼 수 있습니다.

# %% [markdown] lang="en"
# `y.retains_grad` is `True`, and yet `y.grad` is `None`: the gradient that passed by is gone. `retain_grad()` asks to keep what passes by *from now on*.
#
# When you don't know why a gradient is missing, ask `why`.

# %%
why(y)

# %% [markdown] lang="ko"
# 그러면 다시 계산하지 않고 `backward()`만 한 번 더 부르면 안 될까요? 처음 부를 때 `retain_graph=True`로 그래프를 남겨 두면 두 번 부를 수 있습니다.
#
# ```python
# x = torch.tensor([1.], requires_grad=True)
# y = x**2
# z = 3*y
# z.backward(retain_graph=True)
#
# y.retain_grad()
# z.backward()
# ```

# %% [markdown] lang="en"
# Couldn't we just call `backward()` once more, without computing again? If the first call keeps the graph with `retain_graph=True`, a second one is possible.
#
# ```python
# x = torch.tensor([1.], requires_grad=True)
# y = x**2
# z = 3*y
# z.backward(retain_graph=True)
#
# y.retain_grad()
# z.backward()
# ```

# %%
predict("2.3.late")

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
z = 3*y
z.backward(retain_graph=True)

y.retain_grad()
z.backward()
state(x=x, y=y, z=z)

# %% [markdown] lang="ko"
# `y.grad`는 얻었지만, `x.grad`가 6이 아니라 **12**가 되었습니다. 기울기는 누적된다고 2.1에서 배웠습니다.
# 그래서 `retain_grad()`는 처음부터 `backward()` 앞에 두어야 합니다.
#
# > 이름이 비슷한 둘을 헷갈리지 마세요. `retain_grad()`는 **기울기**를 남기고, `retain_graph=True`는 **그래프**를 남깁니다.
#
# ## 6. 잎이나 추적하지 않는 텐서에 부르면
#
# 잎은 원래 기울기를 저장합니다. 잎에 `retain_grad()`를 부르면 무엇이 달라질까요? 잎인 `x`와 잎이 아닌 `y`에 똑같이 불러 봅시다.

# %% [markdown] lang="en"
# We got `y.grad`, but `x.grad` is now **12** instead of 6: gradients accumulate, as you saw in 2.1.
# So put `retain_grad()` before `backward()` from the start.
#
# > Two names that look alike: `retain_grad()` keeps a **gradient**, `retain_graph=True` keeps the **graph**.
#
# ## 6. On a leaf, and on a tensor that is not tracked
#
# A leaf keeps its gradient anyway. What does `retain_grad()` change there? Let us call it on `x`, a leaf, and on `y`, which is not.

# %%
x = torch.tensor([1.], requires_grad=True)
x.retain_grad()
y = x**2
y.retain_grad()
y.backward()
state(x=x, y=y)

# %% [markdown] lang="ko"
# `x`에서는 아무것도 달라지지 않았습니다. `x.retains_grad`는 여전히 `False`이고, `x.grad`는 늘 그랬듯이 채워집니다. 잎에게는 따로 부탁할 필요가 없습니다.
#
# 추적하지 않는 텐서(`requires_grad=False`)에는 지나갈 기울기가 없습니다. 그래서 오류가 납니다.

# %% [markdown] lang="en"
# On `x` it changed nothing: `x.retains_grad` is still `False`, and `x.grad` is filled in as ever. A leaf does not need to be asked.
#
# Through a tensor that isn't tracked (`requires_grad=False`) no gradient will ever pass. So this raises an error.

# %% tags=["raises-exception"]
plain = torch.tensor([1.])
plain.retain_grad()

# %% [markdown] lang="ko"
# 메시지를 읽어 봅시다. *can't retain_grad on Tensor that has requires_grad=False*, 곧 '`requires_grad=False`인 텐서에는 `retain_grad`를 할 수 없다'는 뜻입니다.
#
# ## 7. 왜 잎만 저장할까
#
# 학습할 때 우리가 바꾸는 것은 가중치(weight) 같은 매개변수(parameter)이고, 매개변수는 모두 잎입니다. 경사하강법(gradient descent)에는 잎의 기울기만 있으면 됩니다.
#
# 중간 텐서의 기울기까지 모두 저장하면 메모리가 얼마나 더 들까요? 재어 봅시다. 64 × 64 가중치를 네 번 곱하는(`@`는 행렬 곱셈(matrix multiplication)입니다) 작은 신경망의 모든 중간 텐서에 `retain_grad()`를 부르고,
# `backward()` 다음에 `.grad`들이 차지하는 바이트 수를 더합니다. `rows`는 한꺼번에 넣는 데이터의 개수, 곧 배치(batch) 크기입니다.

# %% [markdown] lang="en"
# The message says what it means: you can't `retain_grad` on a tensor that has `requires_grad=False`.
#
# ## 7. Why only leaves?
#
# What training changes are parameters such as weights, and parameters are leaves. Gradient descent needs the gradients of leaves and no others.
#
# How much more memory would it take to keep the gradients in the middle as well? Let us measure. In a small network that multiplies by four weights of 64 × 64 (`@` is matrix multiplication) we call `retain_grad()` on every tensor in the middle
# and, after `backward()`, add up the bytes of all those `.grad`. `rows` is how many pieces of data go in at once: the batch size.

# %%
def measure(rows):
    weights = [torch.rand(64, 64, requires_grad=True) for _ in range(4)]
    middle = []
    h = torch.rand(rows, 64)
    for weight in weights:
        product = h @ weight
        h = product.relu()
        middle += [product, h]
    for t in middle:
        t.retain_grad()
    h.mean().backward()

    of_leaves = sum(t.grad.nbytes for t in weights)
    of_middle = sum(t.grad.nbytes for t in middle)
    print(f"{rows:5}  {of_leaves:10,}  {of_middle:10,}")


print(" rows      leaves      middle")
measure(32)
measure(320)
measure(3200)

# %% [markdown] lang="ko"
# 잎의 기울기는 배치가 아무리 커도 65,536바이트입니다. 기울기의 모양이 가중치의 모양과 같기 때문입니다.
# 중간 기울기는 배치와 함께 늘어납니다. 3,200줄이면 잎의 **100배**입니다. 학습은 이런 계산을 수천 번 되풀이하지만, 업데이트에 쓰는 것은 잎의 기울기뿐입니다.
#
# 그래서 PyTorch는 중간 기울기를 넘겨준 다음 바로 버리고, `retain_grad()`로 부탁받은 것만 남깁니다.
#
# ## 8. 잎이던 텐서가 잎이 아니게 될 때
#
# `.grad`가 `None`이어서 당황하는 일은 주로 여기서 생깁니다. 가중치 `w`를 경사하강법으로 한 번 업데이트해 봅시다.

# %% [markdown] lang="en"
# The gradients of the leaves take 65,536 bytes however large the batch: a gradient has the shape of its weight.
# The gradients in the middle grow with the batch. At 3,200 rows they take **100 times** as much. Training repeats this thousands of times, and its updates need the gradients of the leaves only.
#
# So PyTorch hands the others on and drops them, and keeps those you ask for with `retain_grad()`.
#
# ## 8. When a leaf stops being a leaf
#
# Most surprises with a `.grad` that is `None` come from here. Let us update a weight `w` once by gradient descent.

# %%
w = torch.tensor([2.], requires_grad=True)
loss = w**2
loss.backward()

w = w - 0.1 * w.grad
print(w)

# %%
predict("2.3.update")

# %%
loss = w**2
loss.backward()
state(w=w)

# %%
draw(loss)

# %% [markdown] lang="ko"
# `w - 0.1 * w.grad`는 연산입니다. 그 결과에 `w`라는 이름을 다시 붙였으니, 이제 `w`는 연산이 만든 텐서, 즉 잎이 아닌 텐서입니다.
# 기울기는 `w`를 지나서 이름을 잃은 처음 텐서에 가서 쌓입니다. 그림에서 맨 왼쪽의 이름 없는 잎이 그것입니다.
# 처음의 4에 이번의 3.2가 더해져 7.2가 되어 있습니다.
#
# 그렇다면 업데이트는 기록하지 않으면 되지 않을까요? 기록을 끄는 `torch.no_grad()`는 [2.4](2.4-stopping-gradients.ipynb)에서 자세히 배웁니다. 여기서는 써 보기만 합시다.

# %% [markdown] lang="en"
# `w - 0.1 * w.grad` is an operation. We gave its result the name `w`, so `w` is now a tensor made by an operation: not a leaf.
# The gradient passes through it and collects in the first tensor, which has lost its name: the unnamed leaf at the far left of the picture.
# There, 3.2 was added to the 4 from before: 7.2.
#
# Then why not keep the update from being recorded? `torch.no_grad()`, which switches recording off, is the subject of [2.4](2.4-stopping-gradients.ipynb); here we just try it.

# %%
w = torch.tensor([2.], requires_grad=True)
loss = w**2
loss.backward()

with torch.no_grad():
    w = w - 0.1 * w.grad
state(w=w)

# %% [markdown] lang="ko"
# `w`는 다시 잎이 되었지만, 이번에는 `requires_grad`가 `False`입니다. 기록하지 않고 계산한 **새 텐서**이기 때문입니다. 오류 없이 조용히 학습에서 빠져 버렸습니다.
#
# 문제는 두 번 모두 **새 텐서에 이름 `w`를 옮겨 붙인 것**입니다. 새 텐서를 만들지 말고 `w`의 값을 **제자리(in-place)** 에서 바꾸어야 합니다. `-=`가 그 일을 합니다.

# %% [markdown] lang="en"
# `w` is a leaf again, but now its `requires_grad` is `False`: it is a **new tensor**, computed without a record. Quietly, without any error, it has dropped out of training.
#
# Both times the trouble is that **the name `w` moved to a new tensor**. Don't make a new tensor; change the value of `w` **in place**. That is what `-=` does.

# %% tags=["raises-exception"]
w = torch.tensor([2.], requires_grad=True)
loss = w**2
loss.backward()

w -= 0.1 * w.grad

# %% [markdown] lang="ko"
# 이번에는 PyTorch가 막아 줍니다. *a leaf Variable that requires grad is being used in an in-place operation*, 곧 '기울기를 받는 잎을 제자리 연산에 썼다'는 오류입니다.
# 기록하는 중에 잎의 값을 바꾸면 기록과 값이 어긋나기 때문입니다. 그러니 둘을 **함께** 씁니다. 기록을 끄고, 제자리에서 바꿉니다.

# %% [markdown] lang="en"
# This time PyTorch stops us: *a leaf Variable that requires grad is being used in an in-place operation*.
# While recording is on, changing the value of a leaf would make the record untrue. So do **both**: switch recording off, and change in place.

# %%
w = torch.tensor([2.], requires_grad=True)
loss = w**2
loss.backward()

with torch.no_grad():
    w -= 0.1 * w.grad
w.grad = None

loss = w**2
loss.backward()
print(w)
state(w=w)

# %% [markdown] lang="ko"
# `w`는 여전히 잎이고, 새 값 1.6에서의 기울기 3.2를 받았습니다. (`w.grad = None`은 지난 기울기를 비우는 줄입니다. 없으면 4에 3.2가 쌓여 7.2가 됩니다.)
#
# 옵티마이저(optimizer)는 바로 이 일을 대신해 줍니다. `step()`이 업데이트하고, `zero_grad()`가 비웁니다.

# %% [markdown] lang="en"
# `w` is still a leaf, and it received 3.2, the gradient at its new value 1.6. (The line `w.grad = None` clears the old gradient; without it, 4 and 3.2 would add up to 7.2.)
#
# This is exactly what an optimizer does for you: `step()` updates, `zero_grad()` clears.

# %%
w = torch.tensor([2.], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)

for _ in range(2):
    loss = w**2
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(w)

# %% [markdown] lang="ko"
# 업데이트하는 네 가지 방법을 나란히 놓아 봅시다. 마지막 줄만 제대로 됩니다.
#
# | 업데이트 | `w.is_leaf` | `w.requires_grad` | 다음번 `w.grad` |
# |---|---|---|---|
# | `w = w - lr * w.grad` | `False` | `True` | `None` (처음 텐서에 쌓임) |
# | `no_grad` 안에서 `w = w - lr * w.grad` | `True` | `False` | `None` (기록 없음) |
# | `w -= lr * w.grad` | – | – | `RuntimeError` |
# | `no_grad` 안에서 `w -= lr * w.grad` | `True` | `True` | 채워짐 |
#
# 이름이 새 텐서로 옮겨 가는 일은 업데이트에서만 생기지 않습니다. 모양(shape)이나 자료형(dtype)을 바꾸는 것도 연산입니다.

# %% [markdown] lang="en"
# Four ways to update, side by side. Only the last one works:
#
# | update | `w.is_leaf` | `w.requires_grad` | the next `w.grad` |
# |---|---|---|---|
# | `w = w - lr * w.grad` | `False` | `True` | `None` (it collects in the first tensor) |
# | `w = w - lr * w.grad` under `no_grad` | `True` | `False` | `None` (no record) |
# | `w -= lr * w.grad` | – | – | `RuntimeError` |
# | `w -= lr * w.grad` under `no_grad` | `True` | `True` | filled in |
#
# Updates are not the only place where a name moves to a new tensor. Changing a shape or a type is an operation, too.

# %%
v = torch.tensor([1., 2.], requires_grad=True).reshape(1, 2)
w = torch.tensor([1., 2.]).reshape(1, 2).requires_grad_()

(v * w).sum().backward()
state(v=v, w=w)

# %% [markdown] lang="ko"
# `v`는 `reshape`의 결과라서 잎이 아닙니다. 기울기는 이름이 없는 처음 텐서로 갔습니다. `w`처럼 **모양을 먼저 정하고 `requires_grad_()`를 나중에** 부르면 잎이 됩니다.

# %% [markdown] lang="en"
# `v` is the result of `reshape` and so not a leaf: its gradient went on to a first tensor that has no name. Do as with `w`, **the shape first and `requires_grad_()` after it**, and you have a leaf.

# %% [markdown] lang="ko"
# ## 9. 직접 움직여 보기
#
# 아래에서 `x`를 움직이며 기울기를 보세요. 그다음 그림의 `y` 상자를 누르세요. `y.retain_grad()`를 부른 것과 같습니다.
#
# - `y`의 기울기가 나타나면 `x`의 기울기도 달라지나요?
# - `x`를 움직여도 `y`의 기울기는 왜 늘 3일까요?

# %% [markdown] lang="en"
# ## 9. Move it yourself
#
# Move `x` below and watch the gradients. Then click the box of `y` in the picture: that calls `y.retain_grad()`.
#
# - When the gradient of `y` appears, does the gradient of `x` change?
# - Why is the gradient of `y` always 3, wherever you move `x`?

# %%
def f(x):
    y = x**2
    z = 3*y
    return z


explore(f, x=1.0)

# %% [markdown] lang="ko"
# 기울기를 남겨도 `x`의 기울기는 그대로입니다. 그리고 `z = 3*y`이니 `y`의 기울기는 `x`가 얼마이든 3입니다.
#
# 이번에는 `backward()`도 직접 불러 봅시다. 상자를 누르면 그 텐서에 `retain_grad()`를 부릅니다. 세 가지를 해 보세요.
#
# 1. `y`를 누르고 `backward()`를 부른 다음 `z`를 누르세요. 두 텐서의 `.grad`가 어떻게 다른가요?
# 2. `backward()`를 한 번 더 부르세요. 누구의 값이 두 배가 되나요?
# 3. 잎인 `x`를 눌러 보세요.

# %% [markdown] lang="en"
# Keeping a gradient leaves that of `x` as it is. And `z = 3*y`, so the gradient of `y` is 3 whatever `x` is.
#
# Now call `backward()` yourself as well. Click a box to call `retain_grad()` on that tensor. Try three things:
#
# 1. Click `y`, call `backward()`, then click `z`. How do their `.grad` differ?
# 2. Call `backward()` once more. Whose value doubles?
# 3. Click `x`, a leaf.

# %%
from autograd_lessons import retain_lab

retain_lab()

# %% [markdown] lang="ko"
# ## 연습 문제
#
# **연습 1.** 실행하지 말고 손으로 풀어 보세요. 아래 코드가 끝났을 때 세 `.grad`는 각각 얼마일까요? 값이 없으면 `None`을 적으세요.
#
# ```python
# x = torch.tensor([2.], requires_grad=True)
# y = 3*x
# y.retain_grad()
# z = y**2
# z.backward()
# ```
#
# 막히면 `hint("2.3.by_hand")`를 실행하세요.

# %% [markdown] lang="en"
# ## Exercises
#
# **Exercise 1.** By hand, without running it: what are the three `.grad` when this code has finished? Write `None` where there is no value.
#
# ```python
# x = torch.tensor([2.], requires_grad=True)
# y = 3*x
# y.retain_grad()
# z = y**2
# z.backward()
# ```
#
# If you are stuck, run `hint("2.3.by_hand")`.

# %%
answers = {
    "x.grad": ...,
    "y.grad": ...,
    "z.grad": ...,
}
check("2.3.by_hand", answers)

# %% [markdown] lang="ko"
# **연습 2.** 아래 코드가 끝났을 때 `.grad`가 `None`이 **아닌** 텐서는 무엇일까요? 이름을 리스트에 적으세요. 예를 들면 `["a", "out"]`입니다.
#
# ```python
# a = torch.tensor([1.], requires_grad=True)
# b = 2*a
# c = torch.tensor([3.])
# d = 5*c
# e = torch.tensor([4.], requires_grad=True)
# f = torch.tensor([6.], requires_grad=True) * 1
# g = torch.tensor([7.], requires_grad=True)
# out = b*d + e*f
# out.backward()
# ```

# %% [markdown] lang="en"
# **Exercise 2.** When this code has finished, which tensors have a `.grad` that is **not** `None`? Write their names in a list, such as `["a", "out"]`.
#
# ```python
# a = torch.tensor([1.], requires_grad=True)
# b = 2*a
# c = torch.tensor([3.])
# d = 5*c
# e = torch.tensor([4.], requires_grad=True)
# f = torch.tensor([6.], requires_grad=True) * 1
# g = torch.tensor([7.], requires_grad=True)
# out = b*d + e*f
# out.backward()
# ```

# %%
filled = ...
check("2.3.filled", filled)

# %% [markdown] lang="ko"
# **연습 3.** 아래 함수가 **중간 텐서 `y`의 기울기**를 돌려주도록 고치세요. 줄을 더 넣거나 옮겨도 됩니다.
# 다만 `x.grad`는 전과 같아야 합니다. 두 배가 되어서도, 사라져서도 안 됩니다.

# %% [markdown] lang="en"
# **Exercise 3.** Mend this function so that it returns the **gradient of the tensor in the middle, `y`**. You may add and move lines.
# `x.grad` must stay what it was: neither doubled nor lost.

# %%
def middle_gradient(x):
    y = 3*x
    z = y**2
    z.backward()
    return ...


check("2.3.middle", middle_gradient)

# %% [markdown] lang="ko"
# **연습 4.** 이 단원의 첫머리에서 '어느 계층에서 기울기가 0이 되어 버리는지 찾고 싶을 때'를 이야기했습니다. 이제 찾을 수 있습니다.
# 아래는 계층이 `weights`의 개수만큼 있는 신경망입니다. 각 계층의 결과 `h`의 기울기를 **앞 계층부터 차례대로** 리스트에 담아 돌려주세요. 계층이 몇 개이든 맞아야 합니다.

# %% [markdown] lang="en"
# **Exercise 4.** At the start of this lesson we wanted to "find the layer where the gradient dies away to 0". Now you can.
# Below is a network with as many layers as there are `weights`. Return the gradients of the results `h` of all layers as a list, **first layer first**. It must be right for any number of layers.

# %%
def layer_gradients(x, weights):
    h = x
    for w in weights:
        h = torch.tanh(w * h)
    h.backward()
    return ...


check("2.3.layers", layer_gradients)

# %% [markdown] lang="ko"
# **연습 5.** 가중치를 한 번 업데이트하는 함수를 완성하세요. `w`에서 `lr * w.grad`를 뺀 다음 `w`를 돌려주세요. `w`는 여전히 기울기를 받는 **잎 텐서**여야 합니다.

# %% [markdown] lang="en"
# **Exercise 5.** Complete this function, which updates a weight once. Subtract `lr * w.grad` from `w` and return `w`. It must still be a **leaf** that gets gradients.

# %%
def update(w, lr):
    return ...


check("2.3.mend", update)

# %% [markdown] lang="ko"
# ## 자주 하는 실수
#
# - **`retain_grad()`를 `backward()` 다음에 부른다.** 이미 지나간 기울기는 남아 있지 않습니다. `backward()`를 한 번 더 부르면 잎의 기울기가 두 배가 됩니다.
# - **잎이 아닌 텐서의 기울기는 계산되지 않는다고 생각한다.** 계산해서 넘겨준 다음 버립니다.
# - **`.grad`가 `None`이면 기울기가 0이라고 생각한다.** `None`은 '저장된 값이 없음'입니다. 0은 '계산해 보니 0'입니다.
# - **`w = w - lr * w.grad`로 업데이트한다.** `w`가 잎이 아니게 됩니다. `no_grad` 안에서 `w -= …`를 쓰세요.
# - **잎 텐서의 모양이나 자료형을 바꾼 다음 `.grad`를 읽는다.** `w = w.reshape(1, 2)`의 결과도 연산이 만든 텐서입니다. 모양을 먼저 정하거나, 처음 만든 잎의 `.grad`를 읽으세요.
#
# ## 요약
#
# | 텐서 | `is_leaf` | `backward()` 다음의 `.grad` | `retain_grad()`를 미리 부르면 |
# |---|---|---|---|
# | 직접 만든 `requires_grad=True` 텐서 | `True` | 채워짐 | 달라지지 않음 |
# | 기록된 연산의 결과 | `False` | `None` (읽으면 경고) | 채워짐 |
# | `requires_grad=False` 텐서 | `True` | `None` | `RuntimeError` |
#
# - 중간 기울기도 계산됩니다. 넘겨준 다음 버릴 뿐입니다.
# - `retain_grad()`는 `backward()` 전에 부릅니다. 잠깐 보기만 하려면 `register_hook`도 좋습니다.
# - 가중치는 `no_grad` 안에서 `-=`로 업데이트합니다. 그래야 계속 잎입니다.
#
# **더 읽을거리** — PyTorch 문서:
# [Understanding requires_grad, retain_grad, Leaf, and Non-leaf Tensors](https://docs.pytorch.org/tutorials/beginner/understanding_leaf_vs_nonleaf_tutorial.html)(예전 판은 잎이 아닌 텐서에 `retain_grad()`를 불러도 소용없다고 잘못 적었습니다. 3절과 6절에서 본 대로, 소용없는 쪽은 잎입니다),
# [torch.Tensor.retain_grad](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html),
# [torch.Tensor.is_leaf](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_leaf.html)
#
# 이전 단원: [2.2 미분 불가능한 연산](2.2-not-differentiable.ipynb) · 다음 단원: [2.4 기울기 멈추기](2.4-stopping-gradients.ipynb) · [처음 화면](index.ipynb) · [English](../en/2.3-non-leaf-gradients.ipynb)

# %% [markdown] lang="en"
# ## Common mistakes
#
# - **Calling `retain_grad()` after `backward()`.** The gradient that passed by is gone, and a second `backward()` doubles the gradients of the leaves.
# - **Thinking that the gradient of a tensor that is not a leaf is not computed.** It is computed, handed on and then dropped.
# - **Taking a `.grad` of `None` for a gradient of 0.** `None` means "nothing is stored"; 0 means "we computed it, and it is 0".
# - **Updating with `w = w - lr * w.grad`.** `w` stops being a leaf. Use `w -= …` under `no_grad`.
# - **Changing the shape or the type of a leaf and then reading `.grad`.** The result of `w = w.reshape(1, 2)` is made by an operation, too. Choose the shape first, or read the `.grad` of the leaf you first created.
#
# ## Summary
#
# | tensor | `is_leaf` | `.grad` after `backward()` | with `retain_grad()` called before |
# |---|---|---|---|
# | created by you with `requires_grad=True` | `True` | filled in | no change |
# | result of a recorded operation | `False` | `None` (reading it warns) | filled in |
# | `requires_grad=False` | `True` | `None` | `RuntimeError` |
#
# - Gradients in the middle are computed as well; they are handed on and then dropped.
# - Call `retain_grad()` before `backward()`. To have just a look, `register_hook` will do.
# - Update weights with `-=` under `no_grad`, so that they stay leaves.
#
# **Read on** in the PyTorch documentation:
# [Understanding requires_grad, retain_grad, Leaf, and Non-leaf Tensors](https://docs.pytorch.org/tutorials/beginner/understanding_leaf_vs_nonleaf_tutorial.html) (older copies say that `retain_grad()` does nothing on a tensor that is not a leaf; as you saw in sections 3 and 6, it is on a leaf that it does nothing);
# [torch.Tensor.retain_grad](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html);
# [torch.Tensor.is_leaf](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_leaf.html)
#
# Previous lesson: [2.2 What autograd cannot differentiate](2.2-not-differentiable.ipynb) · Next lesson: [2.4 Stopping gradients](2.4-stopping-gradients.ipynb) · [Start page](index.ipynb) · [한국어](../ko/2.3-non-leaf-gradients.ipynb)
