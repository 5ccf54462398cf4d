# %% [markdown] lang="ko"
# # 2.2 미분 불가능한 연산
#
# 이전 단원: [2.1 자동 미분](2.1-automatic-differentiation.ipynb) · 다음 단원: [2.3 잎이 아닌 텐서의 기울기](2.3-non-leaf-gradients.ipynb) · [처음 화면](index.ipynb) · [English](../en/2.2-not-differentiable.ipynb)
#
# 2.1에서는 `x**2` 같은 함수를 미분했습니다. 그렇다면 autograd는 어떤 연산이든 미분해 줄까요?
# 그렇지 않습니다. 이번 단원에서는 미분 불가능한 연산의 대표인 `argmax`로 일부러 오류를 내 보고,
# 그 오류가 무슨 말을 하는지 읽어 봅니다.
#
# **이 단원을 마치면 다음을 할 수 있습니다.**
#
# - `argmax` 다음에 `backward()`를 부르면 왜 오류가 나는지 설명하기
# - 텐서의 `requires_grad`와 `grad_fn`을 보고 기록이 끊긴 곳 찾기
# - '오류가 나는 연산'과 '오류 없이 기울기(gradient)가 0이 되는 연산' 구별하기
# - `argmax` 대신 쓸 수 있는, 기울기가 흐르는 연산 고르기
#
# 15~20분쯤 걸립니다. 위에서부터 차례로 실행해 주세요. 셀을 실행하려면 `Shift`+`Enter`를 누릅니다.

# %% [markdown] lang="en"
# # 2.2 What autograd cannot differentiate
#
# Previous lesson: [2.1 Automatic differentiation](2.1-automatic-differentiation.ipynb) · Next lesson: [2.3 Gradients of tensors that are not leaves](2.3-non-leaf-gradients.ipynb) · [Start page](index.ipynb) · [한국어](../ko/2.2-not-differentiable.ipynb)
#
# In 2.1 you differentiated functions such as `x**2`. Can autograd differentiate every operation?
# It cannot. In this lesson we take the best-known operation that is not differentiable, `argmax`,
# cause its error on purpose, and read what that error is really telling us.
#
# **After this lesson you can**
#
# - explain why `backward()` after `argmax` raises an error,
# - look at a tensor's `requires_grad` and `grad_fn` and find the place where the record stops,
# - tell operations that raise an error from operations whose gradient is silently 0,
# - choose an operation that lets the gradient through where you first thought of `argmax`.
#
# It takes 15 to 20 minutes. Run the cells in order, from the top, with `Shift`+`Enter`.

# %%
from autograd_lessons import check, draw, explore, hint, predict, set_language
from autograd_lessons import engine as torch  # or: import torch

set_language("ko")

# %% [markdown] lang="ko"
# ## 1. argmax를 미분하면
#
# `argmax`는 가장 큰 원소의 **위치**를 알려 주는 연산입니다. 가장 큰 값이 아니라, 그 값이 몇 번째에 있는지를 돌려줍니다.
# 순서는 0부터 셉니다.

# %% [markdown] lang="en"
# ## 1. Differentiating argmax
#
# `argmax` tells you the **position** of the largest element: not the largest value, but where it stands.
# Positions are counted from 0.

# %%
scores = torch.tensor([1., 3., 2.])
print(scores.argmax())

# %% [markdown] lang="ko"
# 가장 큰 값 3은 1번 자리에 있으므로 `1`이 나왔습니다. 이 값을 미분하면 어떻게 될까요?
# 코드를 실행하기 전에 먼저 예측해 봅시다. 틀려도 괜찮습니다. 예측하고 나서 본 답은 훨씬 오래 기억에 남습니다.

# %% [markdown] lang="en"
# The largest value, 3, stands at position 1, so we get `1`. What happens if we differentiate that?
# Make a prediction before you run the code. A wrong guess is fine: you remember an answer far better when you have guessed first.

# %%
predict("2.2.argmax")

# %% tags=["raises-exception"]
x = torch.tensor([1.], requires_grad=True)
y = x.argmax()

y.backward()
print(x.grad)

# %% [markdown] lang="ko"
# `RuntimeError`가 났습니다. 이 오류는 일부러 낸 것이니 놀라지 마세요. 오류는 `y.backward()` 줄에서 났고,
# 그래서 마지막 줄의 `print(x.grad)`는 실행되지 않았습니다.
# 화면에 여러 줄이 나와도 괜찮습니다. 오류는 **맨 마지막 줄**부터 읽습니다. 나머지는 그 오류가 난 곳까지 어떻게 갔는지를 보여 줄 뿐입니다.
#
# ## 2. 오류 메시지 읽기
#
# 영어 메시지를 조각내어 읽어 봅시다.
#
# | 메시지 | 뜻 |
# |---|---|
# | `element 0 of tensors` | `backward()`를 시작한 텐서들 가운데 첫 번째. 여기서는 `y` |
# | `does not require grad` | `y.requires_grad`가 `False`이다 |
# | `and does not have a grad_fn` | `y.grad_fn`이 `None`이다. 즉 `y`가 어떻게 만들어졌는지 기록이 없다 |
#
# 정말 그런지 `y`에게 직접 물어봅시다.

# %% [markdown] lang="en"
# A `RuntimeError`. Don't worry, we caused it on purpose. It was raised in the line `y.backward()`,
# so the last line, `print(x.grad)`, never ran.
# Many lines may appear on your screen. Read an error from its **last line**: the others only show the way to the place where it happened.
#
# ## 2. Reading the error
#
# Let us take the message apart.
#
# | message | meaning |
# |---|---|
# | `element 0 of tensors` | the first of the tensors that `backward()` started from; here that is `y` |
# | `does not require grad` | `y.requires_grad` is `False` |
# | `and does not have a grad_fn` | `y.grad_fn` is `None`: there is no record of how `y` was made |
#
# Is that true? Let us ask `y` itself.

# %%
print("y               =", y)
print("y.dtype         =", y.dtype)
print("y.requires_grad =", y.requires_grad)
print("y.grad_fn       =", y.grad_fn)
print("y.is_leaf       =", y.is_leaf)

# %% [markdown] lang="ko"
# 메시지 그대로입니다. 게다가 `y.is_leaf`는 `True`입니다. 연산으로 만든 텐서인데도 기록이 없으니,
# PyTorch가 보기에는 방금 손으로 적어 넣은 텐서나 다름없습니다.
#
# 미분할 수 있는 `z = x**2`와 나란히 그려 보면 차이가 한눈에 보입니다.

# %% [markdown] lang="en"
# Just as the message says. And `y.is_leaf` is `True`: an operation did make `y`, but with no record of it
# PyTorch sees `y` as a tensor that somebody typed in.
#
# Draw it beside `z = x**2`, which can be differentiated, and you see the difference at once.

# %%
z = x**2
draw(y, z)

# %% [markdown] lang="ko"
# `z`에서는 화살표를 거슬러 `x`까지 갈 수 있습니다. `y`는 혼자 떨어져 있습니다. `x`로 가는 길이 없습니다.
#
# > **'미분 가능한지 검사해서' 오류가 난 것이 아닙니다.** `backward()`는 `argmax`가 어떤 함수인지 살펴보지도 않았습니다.
# > 출발점인 `y`에 기록이 없어서 한 걸음도 떼지 못했을 뿐입니다. 기록은 `backward()` 때가 아니라,
# > 그보다 앞서 `y = x.argmax()`를 계산할 때 이미 만들어지지 않았습니다.
#
# ## 3. 왜 기록하지 않을까
#
# `argmax`에 들어가는 값을 조금씩 바꾸어 봅시다. 첫 번째 값은 3으로 두고 두 번째 값만 키웁니다.

# %% [markdown] lang="en"
# From `z` you can walk against the arrows to `x`. `y` stands alone: no path leads to `x`.
#
# > **The error does not come from a check of "is this differentiable?".** `backward()` never looked at what `argmax` is.
# > It could not take a single step, because its starting point `y` has no record. And that was decided
# > not in `backward()` but earlier, when `y = x.argmax()` was computed.
#
# ## 3. Why is it not recorded?
#
# Let us change what goes into `argmax` a little at a time: the first value stays 3, the second one grows.

# %%
for second in (2.8, 2.9, 3.1, 3.2):
    print(f"[3.0, {second}] -> argmax =", torch.tensor([3., second]).argmax().item())

# %% [markdown] lang="ko"
# 2.8을 2.9로 바꾸어도 결과는 그대로 0입니다. 그러다 3을 넘는 순간 1로 **튑니다**.
# 거의 모든 곳에서 변화가 없고, 변할 때는 갑자기 뜁니다. '조금 늘리면 결과가 얼마나 변하는가', 곧 기울기로 쓸 만한 정보가 없습니다.
# 그래서 PyTorch는 위치나 참·거짓처럼 셀 수 있는 답을 내는 연산은 기록하지 않습니다.
#
# 어떤 연산이 기록될까요? 결과를 출력해 보면 압니다. `grad_fn=…`이 보이면 기록된 것입니다.

# %% [markdown] lang="en"
# From 2.8 to 2.9 the result stays 0. Then, past 3, it **jumps** to 1.
# Almost everywhere nothing changes, and where something changes it changes all at once. That says nothing useful about
# "how much does the result change if I add a little", which is what a gradient is.
# So PyTorch does not record operations whose answer is a position or a true/false.
#
# Which operations are recorded? Print the result: where you see `grad_fn=…`, there is a record.

# %%
x = torch.tensor([1., 3., 2.], requires_grad=True)

print("x.argmax() ", x.argmax())
print("x > 2      ", x > 2)
print("x.int()    ", x.int())
print()
print("x.max()    ", x.max())
print("x[1]       ", x[1])
print("x.round()  ", x.round())

# %% [markdown] lang="ko"
# 위의 셋에는 `grad_fn`이 없습니다. 위치(`argmax`), 참·거짓(`x > 2`), 정수로 바꾸기(`int`)입니다. 여기서 길이 끊깁니다.
# 아래 셋에는 있습니다. `x.round()`에도 있다는 점이 뜻밖인데, 곧 살펴봅니다.
#
# ## 4. 오류를 없앤다고 고쳐지지는 않습니다
#
# 인터넷에서 이 오류를 찾아보면 '`requires_grad_()`를 붙이라'는 답이 자주 나옵니다. 해 봅시다.

# %% [markdown] lang="en"
# The first three have no `grad_fn`: a position (`argmax`), true/false (`x > 2`), a conversion to integers (`int`). There the path ends.
# The last three have one. That `x.round()` is among them may surprise you; we come to it in a moment.
#
# ## 4. Silencing the error does not mend it
#
# Search the web for this error and you will often read "add `requires_grad_()`". Let us try.

# %%
y = x.argmax().float().requires_grad_()
y.backward()
print("x.grad =", x.grad)

# %%
draw(x, y)

# %% [markdown] lang="ko"
# 오류는 사라졌습니다. 하지만 `x.grad`는 여전히 `None`입니다. `y`를 새로운 잎(leaf) 텐서로 만들었을 뿐,
# `y`에서 `x`로 가는 길은 여전히 없기 때문입니다. 학습을 이렇게 하면 오류 하나 없이 아무것도 배우지 못합니다.
# 오류가 나는 편이 차라리 친절합니다.
#
# ## 5. 오류 없이 기울기가 0이 되는 연산
#
# 이번에는 반올림, `round`입니다. 1.7을 반올림하면 2입니다. 앞에서 보았듯이 `round`는 기록됩니다. 그러면 기울기는 얼마일까요?

# %% [markdown] lang="en"
# The error is gone, and `x.grad` is still `None`. All we did was turn `y` into a new leaf; there is
# still no path from `y` to `x`. Train a model like this and it learns nothing, without a single error.
# The error was the kinder of the two.
#
# ## 5. No error, but a gradient of 0
#
# Now rounding, `round`. 1.7 rounds to 2. As we just saw, `round` is recorded. So what is its gradient?

# %%
predict("2.2.round")

# %%
x = torch.tensor([1.7], requires_grad=True)
y = x.round()
y.backward()

print(y)
print(x.grad)

# %%
draw(y)

# %% [markdown] lang="ko"
# 길은 `x`까지 이어져 있고 오류도 없습니다. 다만 `x`에 도착한 기울기가 0입니다.
# 왜 0인지는 곡선을 보면 알 수 있습니다. 아래에서 `x`를 움직여 보세요.

# %% [markdown] lang="en"
# The path leads all the way to `x`, and there is no error. Only, the gradient that arrives at `x` is 0.
# The curve shows why. Move `x` below.

# %%
def f(x):
    y = x.round()
    return y


explore(f, x=1.7)

# %% [markdown] lang="ko"
# `round`의 그래프는 **계단**입니다. 계단 위는 평평하므로 기울기가 0입니다.
#
# `argmax`의 그래프도 계단 모양인데 왜 하나는 오류이고 하나는 0일까요? `round`의 결과는 여전히 실수 `2.`이고 PyTorch가
# 기록하지만, `argmax`의 결과는 위치를 나타내는 정수라서 기록하지 않기 때문입니다.
# 0은 더 위험할 수 있습니다. 오류가 없으니 학습이 멈춘 줄도 모르고 지나가기 쉽습니다.
#
# ## 6. 위치 대신 값을 고르면 기울기가 흐릅니다
#
# 가장 큰 값의 '위치'가 아니라 '값'이 필요하다면 `max`를 쓰면 됩니다.

# %% [markdown] lang="en"
# The graph of `round` is a **staircase**. On a step it is flat, so the gradient is 0.
#
# The graph of `argmax` is a staircase too. Why is one an error and the other a 0? The result of `round` is still a
# real number, `2.`, and PyTorch records it; the result of `argmax` is an integer that names a position, and PyTorch does not.
# The 0 can be the more dangerous one: without an error it is easy to miss that training stands still.
#
# ## 6. Choose the value instead of the position, and the gradient flows
#
# If you need the largest *value* rather than its *position*, use `max`.

# %%
x = torch.tensor([1., 3., 2.], requires_grad=True)
largest = x.max()
largest.backward()

print(largest)
print(x.grad)

# %% [markdown] lang="ko"
# `x.grad`는 `[0, 1, 0]`입니다. 가장 큰 3을 0.1만큼 키우면 `max`도 0.1만큼 커집니다. 그래서 그 자리의 기울기는 1입니다.
# 1이나 2를 조금 키워도 `max`는 그대로이므로 나머지는 0입니다.
#
# `argmax`를 꼭 써야 할 때도 있습니다. 그때는 위치를 구한 다음, 그 위치의 **값을 꺼내는** 방법이 있습니다.

# %% [markdown] lang="en"
# `x.grad` is `[0, 1, 0]`. Make the largest element, 3, bigger by 0.1, and `max` grows by 0.1: a gradient of 1 there.
# Make the 1 or the 2 a little bigger, and `max` stays the same: 0 for the others.
#
# Sometimes you do want `argmax`. Then find the position first and **take the value** at that position.

# %%
x = torch.tensor([1., 3., 2.], requires_grad=True)
position = x.argmax()
value = x[position]
value.backward()

print(x.grad)

# %%
draw(value, position)

# %% [markdown] lang="ko"
# 같은 답이 나왔습니다. 위치 `1`은 그냥 상수로 쓰였고, 기울기는 `x`에서 값을 꺼내는 연산을 따라 흐릅니다.
#
# ## 7. 꺾인 점에서는 약속으로 정합니다
#
# 활성화 함수(activation function)로 많이 쓰는 `relu`는 음수를 0으로 바꾸고 양수는 그대로 둡니다. 왼쪽 기울기는 0, 오른쪽 기울기는 1입니다.
# 그러면 꼭 가운데, `x = 0`에서는 어떨까요? 수학에서는 이 점에서 미분 불가능하다고 합니다.

# %% [markdown] lang="en"
# The same answer. The position `1` served as a plain constant, and the gradient flows along the operation that takes a value out of `x`.
#
# ## 7. At a kink, there is a convention
#
# `relu`, a popular activation function, turns negative numbers into 0 and leaves positive ones alone. Its slope is 0 on the left and 1 on the right.
# And exactly in the middle, at `x = 0`? In mathematics, `relu` has no derivative there.

# %%
predict("2.2.relu")

# %%
for at in (-1., 0., 1.):
    x = torch.tensor(at, requires_grad=True)
    y = x.relu()
    y.backward()
    print(f"x = {at:4}   relu(x) = {y.item():3}   x.grad = {x.grad.item()}")

# %% [markdown] lang="ko"
# `x = 0`에서도 오류가 없고, 기울기는 0입니다. 꺾인 점에서는 왼쪽 기울기와 오른쪽 기울기 사이의 값 가운데 하나를
# 쓰기로 **약속**합니다. 이런 값을 서브그래디언트(subgradient)라고 합니다. PyTorch는 `relu`에서 0과 1 사이의 값 가운데 절댓값이 가장 작은 0을 골랐습니다.
#
# 아래에서 `x`를 0의 왼쪽과 오른쪽으로 옮겨 보고, 정확히 0으로도 맞춰 보세요. 접선이 어떻게 눕는지 보입니다.
# 그다음 `x.relu()`를 `x.abs()`로 바꾸어 다시 실행해 보세요. 0에서 기울기가 얼마일지 먼저 예측하고요.

# %% [markdown] lang="en"
# No error at `x = 0` either, and the gradient is 0. At a kink, a number between the slope on the left and the slope on the right
# is used **by convention**. Such a number is called a subgradient. For `relu`, PyTorch takes the one closest to zero among 0 to 1, which is 0.
#
# Move `x` to the left and to the right of 0 below, and set it to exactly 0. Watch how the tangent lies.
# Then change `x.relu()` to `x.abs()` and run the cell again; predict the gradient at 0 first.

# %%
def f(x):
    y = x.relu()
    return y


explore(f, x=0.0)

# %% [markdown] lang="ko"
# ## 연습 문제
#
# **연습 1.** `x = torch.tensor([1., 3., 2.], requires_grad=True)`일 때 아래 네 가지 결과에서 `backward()`를 부르면 어떻게 될까요?
# `...` 자리에 `"error"`(오류), `"zero"`(오류는 없지만 기울기가 모두 0), `"gradient"`(0이 아닌 기울기가 도착함) 가운데 하나를 적으세요.
# 막히면 다음 줄에 `hint("2.2.sort")`를 적어 실행하세요. 부를 때마다 힌트가 하나씩 나옵니다.

# %% [markdown] lang="en"
# ## Exercises
#
# **Exercise 1.** Let `x = torch.tensor([1., 3., 2.], requires_grad=True)`. What happens if you call `backward()` on each of these four results?
# Put one of `"error"`, `"zero"` (no error, but every gradient is 0) or `"gradient"` (a gradient other than 0 arrives) in place of each `...`.
# If you are stuck, add a line with `hint("2.2.sort")` and run it: each call gives one more hint.

# %%
answers = {
    "x.max()": ...,
    "x.argmax()": ...,
    "x.floor().sum()": ...,
    "(x > 2).sum()": ...,
}
check("2.2.sort", answers)

# %% [markdown] lang="ko"
# **연습 2.** 아래 함수는 가장 높은 점수를 돌려주려고 했지만, `argmax`를 써서 위치를 돌려줍니다. 기울기도 흐르지 않습니다.
# **가장 높은 점수**를 돌려주고, 그 점수까지 기울기가 흐르도록 `...`를 채우세요. 점수가 어떤 값이든 맞아야 합니다.

# %% [markdown] lang="en"
# **Exercise 2.** Somebody wanted this function to return the top score but wrote `scores.argmax()`, which gives a position and lets no gradient through.
# Replace the `...` so that the function returns the **top score** and the gradient reaches that score. It must be right for any scores.

# %%
def top_score(scores):
    return ...  # was: scores.argmax()


check("2.2.top", top_score)

# %% [markdown] lang="ko"
# ## 자주 하는 실수
#
# - **'argmax의 기울기는 0이다.'** 아닙니다. 0이 아니라 기록 자체가 없습니다. 0인 쪽은 `round`, `floor` 같은 연산입니다.
# - **오류를 없애려고 `requires_grad_()`를 붙인다.** 오류만 사라지고 기울기는 `None`입니다. 끊긴 곳을 찾아 고쳐야 합니다.
# - **`.item()`으로 꺼낸 파이썬 숫자로 손실(loss)을 계산한다.** 파이썬 숫자에는 기록이 없습니다. `.item()`은 출력할 때만 쓰세요.
# - **정확도를 손실 함수로 쓴다.** 정확도는 `argmax`와 비교(`==`)로 계산하므로 기록되지 않습니다. 그래서 미분할 수 있는 손실을 따로 씁니다.
# - **이 오류는 늘 argmax 탓이라고 생각한다.** 모든 매개변수(parameter)를 고정(freeze)했을 때나 `no_grad` 안에서 계산했을 때에도 똑같은 오류가 납니다([2.4](2.4-stopping-gradients.ipynb)).
#
# ## 요약
#
# | 연산 | 기록(`grad_fn`) | `backward()` | `x`의 기울기 |
# |---|---|---|---|
# | `x.max()`, `x[i]`, `x**2` | 있음 | 실행됨 | 0이 아닌 값이 도착 |
# | `x.round()`, `x.floor()` | 있음 | 실행됨 | 늘 0 |
# | `x.relu()`, `x.abs()`의 꺾인 점 | 있음 | 실행됨 | 약속한 값(0) |
# | `x.argmax()`, `x > 2`, `x.int()` | 없음 | `RuntimeError` | `None` |
#
# - `element 0 of tensors does not require grad and does not have a grad_fn`은 '출발점에 기록이 없다'는 뜻입니다.
# - 이 오류를 만나면 뒤에서부터 거슬러 올라가며 `grad_fn`이 사라지는 첫 연산을 찾으세요.
#
# **더 읽을거리** — PyTorch 문서:
# [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html)의 'Gradients for non-differentiable functions',
# [torch.argmax](https://docs.pytorch.org/docs/stable/generated/torch.argmax.html)
#
# 이전 단원: [2.1 자동 미분](2.1-automatic-differentiation.ipynb) · 다음 단원: [2.3 잎이 아닌 텐서의 기울기](2.3-non-leaf-gradients.ipynb) · [처음 화면](index.ipynb) · [English](../en/2.2-not-differentiable.ipynb)

# %% [markdown] lang="en"
# ## Common mistakes
#
# - **"The gradient of argmax is 0."** No: there is no record at all. The ones with gradient 0 are `round`, `floor` and their kind.
# - **Adding `requires_grad_()` to get rid of the error.** Only the error goes; the gradient is `None`. Find the place where the path is cut and mend that.
# - **Computing the loss from a Python number taken out with `.item()`.** A Python number has no record. Use `.item()` for printing only.
# - **Using accuracy as the loss function.** Accuracy is computed with `argmax` and a comparison (`==`), so it is not recorded. That is why training uses a separate loss that can be differentiated.
# - **Blaming argmax every time.** The same words appear when every parameter is frozen, and when the computation ran under `no_grad` ([2.4](2.4-stopping-gradients.ipynb)).
#
# ## Summary
#
# | operation | record (`grad_fn`) | `backward()` | gradient of `x` |
# |---|---|---|---|
# | `x.max()`, `x[i]`, `x**2` | yes | runs | something other than 0 arrives |
# | `x.round()`, `x.floor()` | yes | runs | always 0 |
# | `x.relu()`, `x.abs()` at the kink | yes | runs | a value set by convention (0) |
# | `x.argmax()`, `x > 2`, `x.int()` | no | `RuntimeError` | `None` |
#
# - `element 0 of tensors does not require grad and does not have a grad_fn` means "the starting point has no record".
# - When you meet it, walk back from the end and look for the first operation after which `grad_fn` is gone.
#
# **Read on** in the PyTorch documentation:
# [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html), section "Gradients for non-differentiable functions";
# [torch.argmax](https://docs.pytorch.org/docs/stable/generated/torch.argmax.html)
#
# Previous lesson: [2.1 Automatic differentiation](2.1-automatic-differentiation.ipynb) · Next lesson: [2.3 Gradients of tensors that are not leaves](2.3-non-leaf-gradients.ipynb) · [Start page](index.ipynb) · [한국어](../ko/2.2-not-differentiable.ipynb)
