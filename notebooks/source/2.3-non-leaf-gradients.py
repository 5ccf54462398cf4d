# %% [markdown] lang="ko"
# # 2.3 잎이 아닌 텐서의 기울기
#
# 이전 단원: [2.2 미분 불가능한 연산](2.2-not-differentiable.ipynb) · 다음 단원: [2.4 기울기 멈추기](2.4-stopping-gradients.ipynb) · [처음 화면](index.ipynb) · [English](../en/2.3-non-leaf-gradients.ipynb)
#
# 2.1에서 기울기(gradient)는 잎(leaf) 텐서에만 저장된다고 배웠습니다. 그런데 계산 중간에 있는 텐서의 기울기가 궁금할 때가 있습니다.
# 예를 들어 신경망의 어느 계층에서 기울기가 0이 되어 버리는지 찾고 싶을 때입니다.
# 이번 단원에서는 중간 텐서의 기울기를 남기는 방법을 배우고, 평소에는 왜 남기지 않는지도 알아봅니다.
#
# **이 단원을 마치면 다음을 할 수 있습니다.**
#
# - 어떤 텐서의 `.grad`가 채워지고 어떤 텐서의 `.grad`가 `None`으로 남는지 맞히기
# - 잎이 아닌 텐서의 `.grad`를 읽을 때 나오는 경고 이해하기
# - `retain_grad()`를 알맞은 때에 불러 중간 기울기 남기기
# - '저장되지 않았다'와 '계산되지 않았다' 구별하기
#
# 15~20분쯤 걸립니다.

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
# - keep a gradient in the middle by calling `retain_grad()` at the right time,
# - tell "not kept" from "not computed".
#
# It takes 15 to 20 minutes.

# %%
from autograd_lessons import check, draw, explore, hint, predict, set_language
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
print("requires_grad:", x.requires_grad, y.requires_grad, z.requires_grad)

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
# 확인해 봅시다. 먼저 `backward()` 전의 그래프입니다. 잎인 `x`만 상자 모양이 다릅니다.

# %% [markdown] lang="en"
# Let us look. First the graph before `backward()`. Only `x`, the leaf, has a box with round corners.

# %%
draw(z)

# %% [markdown] lang="ko"
# 이제 `backward()`를 부릅니다. `y.grad`를 읽으면 경고(warning)가 하나 나옵니다. 경고 끝에는 컴퓨터마다 다른 파일 경로가 붙으므로,
# 여기서는 경고를 받아 두었다가 첫 문장만 출력합니다.

# %% [markdown] lang="en"
# Now we call `backward()`. Reading `y.grad` gives a warning. It ends in a file path that differs from computer to computer,
# so here we catch the warning and print only its first sentence.

# %%
import warnings

z.backward()
print("x.grad =", x.grad)

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print("y.grad =", y.grad)

print()
print(caught[0].category.__name__)
print(str(caught[0].message).split(". ")[0])

# %% [markdown] lang="ko"
# `x.grad`는 6이고 `y.grad`는 `None`입니다. 경고를 옮기면 이렇습니다.
#
# > 잎이 아닌 텐서의 `.grad` 속성을 읽고 있습니다.
#
# PyTorch는 이어서 '`backward()`는 이 텐서의 `.grad`를 채우지 않으니, 정말 필요하다면 `.retain_grad()`를 쓰라'고 알려 줍니다.
# 오류가 아니라 경고이므로 프로그램은 계속 실행됩니다.
#
# 그림에서도 `x`에는 6이 들어 있고, `y`와 `z`에는 숫자 대신 '보관 안 함'이라고 적혀 있습니다.

# %% [markdown] lang="en"
# `x.grad` is 6 and `y.grad` is `None`. The warning says that you are reading the `.grad` of a tensor that is not a leaf.
# PyTorch goes on: `backward()` won't fill it in, and if you really need it, use `.retain_grad()`.
# It is a warning and not an error, so the program goes on.
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
warnings.filterwarnings("ignore", message="The .grad attribute of a Tensor")

# %% [markdown] lang="ko"
# ## 2. retain_grad(): 이 텐서의 기울기도 남겨 주세요
#
# 잎이 아닌 텐서의 기울기를 남기려면 `backward()` **전에** `retain_grad()`를 부릅니다.

# %% [markdown] lang="en"
# ## 2. retain_grad(): keep this one too, please
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
# `z`의 기울기는 자기 자신에 대한 기울기이므로 1인데, 그 값이 저장되지 않았을 뿐입니다.
# 궁금하면 위 셀에 `z.retain_grad()`를 넣고 다시 실행해 보세요.
#
# 그림의 `y` 상자도 바뀌었습니다. 테두리가 두 겹이 되었고, '보관 안 함' 대신 3이 적혀 있습니다.
# (`× …`에 3이 보이지 않는 것은 `backward()`가 끝나면서 그래프에 저장해 둔 값이 지워졌기 때문입니다. 2.1의 7절을 떠올려 보세요.)
#
# ## 3. 저장되지 않은 것이지, 계산되지 않은 것이 아닙니다
#
# `retain_grad()`를 부르지 않으면 `y`의 기울기는 아예 계산되지 않는 걸까요?

# %% [markdown] lang="en"
# `x.grad` is 6 and `y.grad` is 3, as we worked out by hand. `z.grad` is `None`, because we called `retain_grad()` on `y` only.
# The gradient of `z` with respect to itself is 1; it just wasn't kept.
# Try it: add `z.retain_grad()` to the cell above and run it again.
#
# The box of `y` in the picture has changed as well: a double outline, and 3 instead of "not kept".
# (`× …` no longer shows the 3, because `backward()` has freed the values that the graph had saved; remember section 7 of 2.1.)
#
# ## 3. Not kept does not mean not computed
#
# Without `retain_grad()`, is the gradient of `y` not computed at all?

# %%
predict("2.3.computed")

# %% [markdown] lang="ko"
# 훅(hook)으로 확인해 봅시다. 텐서에 함수를 걸어 두면, 역전파(backpropagation) 중에 그 텐서의 기울기가 구해지는 순간 PyTorch가 그 함수를 불러 줍니다.

# %% [markdown] lang="en"
# A hook tells us. Hang a function on a tensor, and PyTorch calls it during the backward pass at the moment the gradient of that tensor is known.

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
# ## 4. 순서가 중요합니다
#
# `retain_grad()`를 `backward()` **다음에** 부르면 어떻게 될까요?

# %% [markdown] lang="en"
# The gradient of `y`, 3, certainly was computed: by the chain rule there is no way to 6 for `x` without it.
# It was handed on towards `x` and then thrown away. That is why `y.grad` is `None`.
#
# ## 4. The order matters
#
# What if you call `retain_grad()` **after** `backward()`?

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
z = 3*y
z.backward(retain_graph=True)

y.retain_grad()  # too late
print("y.grad =", y.grad)

# %% [markdown] lang="ko"
# 지나간 기울기는 이미 버려졌으므로 `None`입니다. `retain_grad()`는 '앞으로' 지나갈 기울기를 남겨 달라는 부탁입니다.
#
# 그러면 `backward()`를 한 번 더 부르면 될까요? 위에서 `retain_graph=True`로 그래프를 남겨 두었으니 다시 부를 수는 있습니다.

# %% [markdown] lang="en"
# `None`: the gradient that passed by is gone. `retain_grad()` asks to keep what passes by *from now on*.
#
# Then why not call `backward()` once more? We kept the graph with `retain_graph=True`, so we can.

# %%
z.backward()
print("y.grad =", y.grad)
print("x.grad =", x.grad)

# %% [markdown] lang="ko"
# `y.grad`는 얻었지만, `x.grad`가 6이 아니라 **12**가 되었습니다. 기울기는 누적된다고 2.1에서 배웠습니다.
# 그래서 `retain_grad()`는 처음부터 `backward()` 앞에 두어야 합니다.
#
# > 이름이 비슷한 둘을 헷갈리지 마세요. `retain_grad()`는 **기울기**를 남기고, `retain_graph=True`는 **그래프**를 남깁니다.
#
# ## 5. 잎이나 추적하지 않는 텐서에 부르면
#
# 잎은 원래 기울기를 저장하므로 `retain_grad()`를 불러도 달라지는 것이 없습니다.

# %% [markdown] lang="en"
# We got `y.grad`, but `x.grad` is now **12** instead of 6: gradients accumulate, as you saw in 2.1.
# So put `retain_grad()` before `backward()` from the start.
#
# > Two names that look alike: `retain_grad()` keeps a **gradient**, `retain_graph=True` keeps the **graph**.
#
# ## 5. On a leaf, and on a tensor that is not tracked
#
# A leaf keeps its gradient anyway, so `retain_grad()` changes nothing there.

# %%
x = torch.tensor([1.], requires_grad=True)
x.retain_grad()
print("x.retains_grad =", x.retains_grad)

y = x**2
y.retain_grad()
print("y.retains_grad =", y.retains_grad)

# %% [markdown] lang="ko"
# `retains_grad`는 '잎이 아닌데 기울기를 남기기로 했는가'를 알려 줍니다. 잎인 `x`는 그럴 필요가 없으므로 `False`입니다.
#
# 추적하지 않는 텐서(`requires_grad=False`)에는 지나갈 기울기가 없습니다. 그래서 오류가 납니다.

# %% [markdown] lang="en"
# `retains_grad` tells whether a tensor that is *not* a leaf will keep its gradient. The leaf `x` has no need to, hence `False`.
#
# Through a tensor that isn't tracked (`requires_grad=False`) no gradient will ever pass. So this raises an error.

# %% tags=["raises-exception"]
plain = torch.tensor([1.])
plain.retain_grad()

# %% [markdown] lang="ko"
# ## 6. 왜 잎만 저장할까
#
# 학습할 때 우리가 바꾸는 것은 가중치(weight) 같은 매개변수(parameter)이고, 매개변수는 모두 잎입니다. 경사하강법(gradient descent)에는 잎의 기울기만 있으면 됩니다.
#
# 중간 텐서는 훨씬 많습니다. 큰 신경망에서는 데이터 하나를 처리할 때마다 수천 개가 생깁니다. 그 기울기를 모두 저장하면 메모리가 그만큼 더 듭니다.
# 그래서 PyTorch는 넘겨주고 바로 버리되, 필요한 것만 `retain_grad()`로 부탁받습니다.
#
# ## 7. 잎이던 텐서가 잎이 아니게 될 때
#
# `.grad`가 `None`이어서 당황하는 일은 주로 여기서 생깁니다. 가중치 `w`를 경사하강법으로 한 번 업데이트해 봅시다.

# %% [markdown] lang="en"
# ## 6. Why only leaves?
#
# What training changes are parameters such as weights, and parameters are leaves. Gradient descent needs the gradients of leaves and no others.
#
# Tensors in the middle are far more numerous: a large network makes thousands of them for each piece of data. Keeping all their gradients would cost as much memory again.
# So PyTorch hands them on and drops them, and keeps those you ask for with `retain_grad()`.
#
# ## 7. When a leaf stops being a leaf
#
# Most surprises with a `.grad` that is `None` come from here. Let us update a weight `w` once by gradient descent.

# %%
w = torch.tensor([2.], requires_grad=True)
loss = w**2
loss.backward()

w = w - 0.1 * w.grad
print(w)
print("w.is_leaf =", w.is_leaf)

# %%
predict("2.3.update")

# %%
loss = w**2
loss.backward()
print("w.grad =", w.grad)

# %%
draw(loss)

# %% [markdown] lang="ko"
# `w - 0.1 * w.grad`는 연산입니다. 그 결과에 `w`라는 이름을 다시 붙였으니, 이제 `w`는 연산이 만든 텐서, 즉 잎이 아닌 텐서입니다.
# 기울기는 `w`를 지나서 이름을 잃은 처음 텐서에 가서 쌓입니다. 그림에서 맨 왼쪽의 이름 없는 잎이 그것입니다.
# 처음의 4에 이번의 3.2가 더해져 7.2가 되어 있습니다.
#
# 고치려면 새 텐서를 만들지 말고, 기록을 잠시 끈 채 `w`의 값을 **제자리(in-place)** 에서 바꿉니다. `-=`가 그 일을 합니다.
# 기록을 끄는 `torch.no_grad()`는 [2.4](2.4-stopping-gradients.ipynb)에서 자세히 배웁니다.

# %% [markdown] lang="en"
# `w - 0.1 * w.grad` is an operation. We gave its result the name `w`, so `w` is now a tensor made by an operation: not a leaf.
# The gradient passes through it and collects in the first tensor, which has lost its name: the unnamed leaf at the far left of the picture.
# There, 3.2 was added to the 4 from before: 7.2.
#
# The mend: don't make a new tensor. Change the value of `w` **in place**, with `-=`, while recording is switched off.
# `torch.no_grad()`, which switches it off, is the subject of [2.4](2.4-stopping-gradients.ipynb).

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
print("w.is_leaf =", w.is_leaf)
print("w.grad    =", w.grad)

# %% [markdown] lang="ko"
# ## 8. 직접 움직여 보기
#
# 아래에서 `x`를 움직이며 `x`, `y`, `z`의 기울기를 보세요. `y.retain_grad()` 줄 앞에 `#`을 붙여 다시 실행하면 `y`의 기울기가 어떻게 바뀌나요?
# `x`의 기울기는 그대로인가요?

# %% [markdown] lang="en"
# ## 8. Move it yourself
#
# Move `x` below and watch the gradients of `x`, `y` and `z`. Then put a `#` in front of the line `y.retain_grad()` and run the cell again.
# What happens to the gradient of `y`? And does the gradient of `x` change?

# %%
def f(x):
    y = x**2
    y.retain_grad()
    z = 3*y
    return z


explore(f, x=1.0)

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
# **연습 2.** 아래 함수가 **중간 텐서 `y`의 기울기**를 돌려주도록 고치세요. 줄을 더 넣거나 옮겨도 됩니다.
# 다만 `x.grad`가 두 배가 되어서는 안 됩니다.

# %% [markdown] lang="en"
# **Exercise 2.** Mend this function so that it returns the **gradient of the tensor in the middle, `y`**. You may add and move lines.
# `x.grad` must not come out doubled.

# %%
def middle_gradient(x):
    y = 3*x
    z = y**2
    z.backward()
    return ...


check("2.3.middle", middle_gradient)

# %% [markdown] lang="ko"
# ## 자주 하는 실수
#
# - **`retain_grad()`를 `backward()` 다음에 부른다.** 이미 지나간 기울기는 남아 있지 않습니다.
# - **`.grad`가 `None`이면 기울기가 0이라고 생각한다.** `None`은 '저장된 값이 없음'입니다. 0은 '계산해 보니 0'입니다.
# - **`w = w - lr * w.grad`로 업데이트한다.** `w`가 잎이 아니게 됩니다. `no_grad` 안에서 `w -= …`를 쓰세요.
# - **잎 텐서의 모양이나 자료형을 바꾼 다음 `.grad`를 읽는다.** `w = w.reshape(2, 1)`의 결과도 연산이 만든 텐서입니다. 처음 만든 잎의 `.grad`를 읽어야 합니다.
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
#
# **더 읽을거리** — PyTorch 문서:
# [Understanding requires_grad, retain_grad, Leaf, and Non-leaf Tensors](https://docs.pytorch.org/tutorials/beginner/understanding_leaf_vs_nonleaf_tutorial.html),
# [torch.Tensor.retain_grad](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html),
# [torch.Tensor.is_leaf](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_leaf.html)
#
# 이전 단원: [2.2 미분 불가능한 연산](2.2-not-differentiable.ipynb) · 다음 단원: [2.4 기울기 멈추기](2.4-stopping-gradients.ipynb) · [처음 화면](index.ipynb) · [English](../en/2.3-non-leaf-gradients.ipynb)

# %% [markdown] lang="en"
# ## Common mistakes
#
# - **Calling `retain_grad()` after `backward()`.** The gradient that passed by is gone.
# - **Taking a `.grad` of `None` for a gradient of 0.** `None` means "nothing is stored"; 0 means "we computed it, and it is 0".
# - **Updating with `w = w - lr * w.grad`.** `w` stops being a leaf. Use `w -= …` under `no_grad`.
# - **Changing the shape or the type of a leaf and then reading `.grad`.** The result of `w = w.reshape(2, 1)` is made by an operation, too. Read the `.grad` of the leaf you first created.
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
#
# **Read on** in the PyTorch documentation:
# [Understanding requires_grad, retain_grad, Leaf, and Non-leaf Tensors](https://docs.pytorch.org/tutorials/beginner/understanding_leaf_vs_nonleaf_tutorial.html);
# [torch.Tensor.retain_grad](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html);
# [torch.Tensor.is_leaf](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_leaf.html)
#
# Previous lesson: [2.2 What autograd cannot differentiate](2.2-not-differentiable.ipynb) · Next lesson: [2.4 Stopping gradients](2.4-stopping-gradients.ipynb) · [Start page](index.ipynb) · [한국어](../ko/2.3-non-leaf-gradients.ipynb)
