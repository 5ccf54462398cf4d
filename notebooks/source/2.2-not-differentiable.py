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
# - 같은 오류의 세 가지 원인을 구별하고 기록이 끊긴 곳 찾기
# - 연산을 '기울기(gradient)가 0', '기록되지 않음', '역전파에서 오류'의 세 부류로 나누기
# - 꺾인 점과 동점에서, 그리고 기울기가 무한해지는 점에서 PyTorch가 내는 값 예상하기
# - 미분할 수 없는 연산 대신 기울기가 흐르는 방법 고르기
#
# 읽고 실행하는 데 40분, 연습 문제에 20분쯤 걸립니다. 위에서부터 차례로 실행해 주세요. 셀을 실행하려면 `Shift`+`Enter`를 누릅니다.

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
# - tell the three causes of that one error apart, and find the place where the record stops,
# - sort operations into three classes: gradient 0, not recorded, error on the way back,
# - foresee what PyTorch answers at kinks, at ties, and where a slope is infinite,
# - choose a way that lets the gradient through where an operation does not.
#
# Reading and running takes about 40 minutes, the exercises another 20. Run the cells in order, from the top, with `Shift`+`Enter`.

# %%
from autograd_lessons import check, draw, explore, hint, predict
from autograd_lessons import set_language, watch, why
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
# > 출발점인 `y`에 기록이 없어서 한 걸음도 떼지 못했을 뿐입니다. 그 기록은 `backward()`를 부르기 전,
# > `y = x.argmax()`를 계산할 때 이미 남지 않았습니다.
#
# 기록이 없으니 `y`만 보아서는 어디서 왔는지 알 수 없습니다. 그래서 이번에는 `watch()` 안에서 계산합니다. `watch()`는 기록되지 않는 연산까지 지켜봅니다.
# 그러면 `draw`가 끊긴 길을 점선으로 그려 주고, `why`가 까닭을 말로 설명해 줍니다.

# %% [markdown] lang="en"
# From `z` you can walk against the arrows to `x`. `y` stands alone: no path leads to `x`.
#
# > **The error does not come from a check of "is this differentiable?".** `backward()` never looked at what `argmax` is.
# > It could not take a single step, because its starting point `y` has no record. And that was decided
# > not in `backward()` but earlier, when `y = x.argmax()` was computed.
#
# With no record, `y` alone cannot tell where it came from. So compute it inside `watch()`, which also sees the operations that are not recorded.
# Then `draw` shows the path that was cut as a dotted line, and `why` puts the reason into words.

# %%
with watch():
    y = x.argmax()
draw(y, z)

# %%
why(y)

# %% [markdown] lang="ko"
# `why`는 무엇이 문제인지, 무엇을 보고 알았는지(근거), 어떻게 고치는지(할 일)를 차례로 말해 줍니다. '할 일'에 나온 두 방법은 9절에서 하나씩 살펴봅니다.
#
# ## 3. 왜 기록하지 않을까요?
#
# `argmax`에 들어가는 값을 조금씩 바꾸어 봅시다. 첫 번째 값은 3으로 두고 두 번째 값만 키웁니다.

# %% [markdown] lang="en"
# `why` says what is wrong, what shows it ("Seen"), and what to do. The two ways under "To do" come one by one in section 9.
#
# ## 3. Why is it not recorded?
#
# Let us change what goes into `argmax` a little at a time: the first value stays 3, the second one grows.

# %%
for second in (2.8, 2.9, 3.1, 3.2):
    position = torch.tensor([3., second]).argmax().item()
    print(f"[3.0, {second}] -> argmax =", position)

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
# 아래 셋에는 있습니다. `x.round()`에도 있다는 점이 뜻밖인데, 6절에서 살펴봅니다.
#
# ## 4. 같은 오류, 세 가지 원인
#
# `argmax`를 쓰지 않았는데도 이 오류를 만날 때가 있습니다. 다음 세 코드를 보고 예측해 보세요.
# `requires_grad = False`로 텐서를 **고정**(freeze)하면 기울기를 구하지 않고, `torch.no_grad()` 블록 안에서는 기록을 하지 않습니다.
# 이 둘은 [2.4](2.4-stopping-gradients.ipynb)에서 자세히 배웁니다.

# %% [markdown] lang="en"
# The first three have no `grad_fn`: a position (`argmax`), true/false (`x > 2`), a conversion to integers (`int`). There the path ends.
# The last three have one. That `x.round()` is among them may surprise you; we come to it in section 6.
#
# ## 4. One error, three causes
#
# You can meet this error without any `argmax`. Look at these three programs and predict.
# `requires_grad = False` **freezes** a tensor: no gradient is found for it. Inside a `torch.no_grad()` block nothing is recorded.
# Lesson [2.4](2.4-stopping-gradients.ipynb) is about these two.

# %%
predict("2.2.three_causes")

# %%
def position():
    x = torch.tensor([1., 3., 2.], requires_grad=True)
    return x.argmax()


def frozen():
    w = torch.tensor([2.], requires_grad=True)
    w.requires_grad = False
    return 3 * w


def not_recorded():
    w = torch.tensor([2.], requires_grad=True)
    with torch.no_grad():
        return 3 * w


for program in [position, frozen, not_recorded]:
    y = program()
    try:
        y.backward()
    except RuntimeError as error:
        print(f"{program.__name__}: {error}")

# %% [markdown] lang="ko"
# 글자 하나 다르지 않습니다. 오류는 '출발점에 기록이 없다'는 **결과**만 말하고, **왜** 없는지는 말하지 않습니다.
# 원인이 다르니 고치는 방법도 다릅니다.
#
# | 원인 | 고치는 방법 |
# |---|---|
# | 미분 불가능한 연산의 결과이다 | 기울기가 흐르는 연산으로 바꾼다(9절) |
# | 계산에 들어간 텐서가 모두 고정되었다 | 학습할 텐서의 `requires_grad`를 켠다 |
# | 기록을 꺼 둔 채 계산했다 | `no_grad` 밖에서 계산한다 |
#
# 어느 것인지는 `why`에게 물어보면 됩니다.

# %% [markdown] lang="en"
# Word for word the same. The error only tells the **result**, "there is no record at the starting point", and not **why**.
# Different causes need different cures.
#
# | cause | cure |
# |---|---|
# | an operation that is not differentiable | use one that lets the gradient through (section 9) |
# | everything that went in is frozen | switch `requires_grad` on for what is to be trained |
# | it was computed while recording was off | compute it outside of `no_grad` |
#
# `why` tells which it is.

# %%
with watch():
    y = frozen()
why(y)

# %%
with watch():
    y = not_recorded()
why(y)

# %% [markdown] lang="ko"
# ## 5. 오류를 없앤다고 고쳐지지는 않습니다
#
# `argmax`의 결과가 정수라서 오류가 난 것은 아닐까요? `float()`으로 실수로 바꾸어 보겠습니다.

# %% [markdown] lang="en"
# ## 5. Silencing the error does not mend it
#
# Was there an error because the result of `argmax` is an integer? Let us make it a real number with `float()`.

# %%
y = x.argmax().float()
print(y, y.requires_grad)

# %% [markdown] lang="ko"
# 실수가 되었지만 기록은 여전히 없습니다. `backward()`를 부르면 똑같은 오류가 납니다.
#
# 인터넷에서 이 오류를 찾아보면 '`requires_grad_()`를 붙이라'는 답도 자주 나옵니다. 정수에는 붙일 수 없으니 `float()` 뒤에 붙여 보겠습니다.

# %% [markdown] lang="en"
# It is a real number now, but there is still no record, and `backward()` would raise the same error.
#
# Search the web for this error and you will also often read "add `requires_grad_()`". Integers cannot have it, so we add it after `float()`.

# %%
with watch():
    y = x.argmax().float().requires_grad_()
y.backward()
print("x.grad =", x.grad)

# %%
why(y)

# %% [markdown] lang="ko"
# 오류는 사라졌습니다. 하지만 `x.grad`는 여전히 `None`입니다. `y`를 새로운 잎(leaf) 텐서로 만들었을 뿐,
# `y`에서 `x`로 가는 길은 여전히 없기 때문입니다. 학습을 이렇게 하면 오류 하나 없이 아무것도 배우지 못합니다.
# 오류가 나는 편이 차라리 친절합니다.
#
# ## 6. 세 부류: 0, 기록 없음, 역전파에서 오류
#
# 이번에는 반올림, `round`입니다. 1.7을 반올림하면 2입니다. 앞에서 보았듯이 `round`는 기록됩니다. 그러면 기울기는 얼마일까요?

# %% [markdown] lang="en"
# The error is gone, and `x.grad` is still `None`. All we did was turn `y` into a new leaf; there is
# still no path from `y` to `x`. Train a model like this and it learns nothing, without a single error.
# The error was the kinder of the two.
#
# ## 6. Three classes: 0, not recorded, an error on the way
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
# The path leads all the way to `x`, and there is no error. But the gradient that arrives at `x` is 0.
# The curve shows why. Move `x` below.

# %%
def f(x):
    y = x.round()
    return y


explore(f, x=1.7)

# %% [markdown] lang="ko"
# `round`의 그래프는 **계단**입니다. 계단 위는 평평하므로 기울기가 0입니다.
#
# `argmax`의 그래프도 계단 모양인데 왜 하나는 오류이고 하나는 0일까요? `round`의 결과는 크기를 나타내는 수 `2.`이므로 PyTorch가
# 기록하지만, `argmax`의 결과는 위치라서 기록하지 않기 때문입니다. 번호가 하나 늘었다고 무언가가 그만큼 커진 것은 아니니까요.
# 0은 더 위험할 수 있습니다. 오류가 없으니 학습이 멈춘 줄도 모르고 지나가기 쉽습니다.
#
# 드물지만 셋째 부류도 있습니다. `heaviside`는 음수를 0으로, 양수를 1로 바꾸는 계단 함수입니다. 0에서의 값은 둘째 인자로 정합니다.

# %% [markdown] lang="en"
# The graph of `round` is a **staircase**. On a step it is flat, so the gradient is 0.
#
# The graph of `argmax` is a staircase too. Why is one an error and the other a 0? The result of `round`, `2.`, still says
# how much, and PyTorch records it; the result of `argmax` says where, and PyTorch does not: one position further is not one more of anything.
# The 0 can be the more dangerous one: without an error it is easy to miss that training stands still.
#
# There is a third class, a rare one. `heaviside` is a step: it makes negative numbers 0 and positive ones 1. Its second argument is the value at 0.

# %% tags=["raises-exception"]
x = torch.tensor([-1., 2.], requires_grad=True)
y = torch.heaviside(x, torch.tensor(0.5))
print(y)

y.sum().backward()

# %% [markdown] lang="ko"
# 이번 오류는 다릅니다. `y`에는 기록이 있어서 `backward()`가 출발했지만, `heaviside`를 지나갈 방법이 없어 거기서 멈췄습니다.
# 메시지는 '`heaviside`의 도함수가 구현되어 있지 않다'는 뜻입니다. `aten`은 PyTorch가 연산을 모아 둔 곳의 이름입니다.
#
# 지금까지 만난 연산을 정리하면 이렇습니다.
#
# | 부류 | 기록(`grad_fn`) | `backward()` | `x.grad` | 예 |
# |---|---|---|---|---|
# | `"ok"` | 있음 | 실행됨 | 0이 아닌 값이 있음 | `x**2` |
# | `"A"` | 있음 | 실행됨 | 모두 0 | `x.round()` |
# | `"B"` | **없음** | 출발하자마자 오류 | `None` | `x.argmax()` |
# | `"C"` | 있음 | 가는 길에 오류 | `None` | `torch.heaviside(x, …)` |
#
# **연습 1.** `x = torch.tensor([1., 3., 2.], requires_grad=True)`일 때, 다음 연산은 각각 어느 부류일까요?
# `...` 자리에 `"ok"`, `"A"`, `"B"`, `"C"` 가운데 하나를 적고 실행하세요. 결과가 여럿이면 `sum()`으로 모아 `backward()`를 부른다고 생각하세요.
# 막히면 다음 줄에 `hint("2.2.sort")`를 적어 실행하세요. 부를 때마다 힌트가 하나씩 나옵니다.

# %% [markdown] lang="en"
# This error is a different one. `y` has a record, so `backward()` did set out, but it found no way through `heaviside` and stopped there.
# The message says that nobody has written a derivative for `heaviside`; `aten` is the name of PyTorch's collection of operations.
#
# Here is what we have met so far.
#
# | class | record (`grad_fn`) | `backward()` | `x.grad` | example |
# |---|---|---|---|---|
# | `"ok"` | yes | runs | not all 0 | `x**2` |
# | `"A"` | yes | runs | all 0 | `x.round()` |
# | `"B"` | **no** | error right at the start | `None` | `x.argmax()` |
# | `"C"` | yes | error on the way | `None` | `torch.heaviside(x, …)` |
#
# **Exercise 1.** Let `x = torch.tensor([1., 3., 2.], requires_grad=True)`. Which class does each of these operations belong to?
# Put `"ok"`, `"A"`, `"B"` or `"C"` in place of each `...` and run the cell. Where there are several results, imagine that `sum()` comes before `backward()`.
# If you are stuck, add a line with `hint("2.2.sort")` and run it: each call gives one more hint.

# %%
answers = {
    "x.max()": ...,
    "x.argmax()": ...,
    "x[x.argmax()]": ...,
    "x.floor()": ...,
    "x > 2": ...,
    "x.int()": ...,
    "x.sign()": ...,
    "x.sort().values": ...,
}
check("2.2.sort", answers)

# %% [markdown] lang="ko"
# 골랐으면 모두 실행해 봅시다. 궁금한 연산을 `operations`에 더 적고 다시 실행해 보세요.

# %% [markdown] lang="en"
# Once you have chosen, run them all. Add operations of your own to `operations` and run the cell again.

# %%
operations = {
    "x.max()": lambda x: x.max(),
    "x.argmax()": lambda x: x.argmax(),
    "x[x.argmax()]": lambda x: x[x.argmax()],
    "x.floor()": lambda x: x.floor(),
    "x > 2": lambda x: x > 2,
    "x.int()": lambda x: x.int(),
    "x.sign()": lambda x: x.sign(),
    "x.sort().values": lambda x: x.sort().values,
    "torch.heaviside(x, x)": lambda x: torch.heaviside(x, x),
}

for name, operation in operations.items():
    x = torch.tensor([1., 3., 2.], requires_grad=True)
    y = operation(x)
    recorded = "recorded" if y.grad_fn is not None else "-"
    try:
        y.sum().backward()
        result = x.grad
    except RuntimeError as error:
        result = error
    print(f"{name:22}{recorded:10}{result}")

# %% [markdown] lang="ko"
# 짐작한 것과 같았나요? `x.argmax()`는 B이지만, 그 위치에서 값을 꺼낸 `x[x.argmax()]`는 기울기가 흐릅니다. 9절에서 다시 씁니다.
#
# ## 7. 꺾인 점과 동점은 약속으로 정합니다
#
# 활성화 함수(activation function)로 많이 쓰는 `relu`는 음수를 0으로 바꾸고 양수는 그대로 둡니다. 왼쪽 기울기는 0, 오른쪽 기울기는 1입니다.
# 그러면 꼭 가운데, `x = 0`에서는 어떨까요? 수학에서는 이 점에서 미분 불가능하다고 합니다.

# %% [markdown] lang="en"
# Was it as you thought? `x.argmax()` is a B, yet the gradient flows through `x[x.argmax()]`, the value taken out at that position. We will use this in section 9.
#
# ## 7. Kinks and ties: there is a convention
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
    print(f"x = {at:4}  relu = {y.item():3}  x.grad = {x.grad.item()}")

# %% [markdown] lang="ko"
# `x = 0`에서도 오류가 없고, 기울기는 0입니다. 꺾인 점에서는 왼쪽 기울기와 오른쪽 기울기 사이의 값 가운데 하나를
# 쓰기로 **약속**합니다. 이런 값을 서브그래디언트(subgradient)라고 합니다. PyTorch는 `relu`에서 0과 1 사이의 값 가운데 절댓값이 가장 작은 0을 골랐습니다.
#
# 아래에서 `x`를 0의 왼쪽과 오른쪽으로 옮겨 보고, 정확히 0으로도 맞춰 보세요. 꺾인 점에서는 왼쪽 기울기와 오른쪽 기울기, autograd가 고른 값이 함께 나옵니다.
# 그다음 `x.relu()`를 `x.abs()`로 바꾸어 다시 실행해 보세요. 0에서 기울기가 얼마일지 먼저 예측하고요.

# %% [markdown] lang="en"
# No error at `x = 0` either, and the gradient is 0. At a kink, a number between the slope on the left and the slope on the right
# is used **by convention**. Such a number is called a subgradient. For `relu`, PyTorch takes the one closest to zero among 0 to 1, which is 0.
#
# Move `x` to the left and to the right of 0 below, and set it to exactly 0: at the kink you see the slope on the left, the slope on the right, and the value that autograd chose.
# Then change `x.relu()` to `x.abs()` and run the cell again; predict the gradient at 0 first.

# %%
def f(x):
    y = x.relu()
    return y


explore(f, x=0.0)

# %% [markdown] lang="ko"
# `x.clamp(min=0)`은 0보다 작은 수를 0으로 올립니다. 그러니 값만 보면 `relu`와 **똑같은 함수**입니다. 0에서의 기울기도 같을까요?

# %% [markdown] lang="en"
# `x.clamp(min=0)` raises numbers below 0 to 0. Its values make it **the same function** as `relu`. Is its gradient at 0 the same, too?

# %%
predict("2.2.clamp")

# %%
zero = torch.tensor(0.)
same_values = {
    "x.relu()": lambda x: x.relu(),
    "x.clamp(min=0)": lambda x: x.clamp(min=0),
    "torch.maximum(x, zero)": lambda x: torch.maximum(x, zero),
}

for name, function in same_values.items():
    x = torch.tensor(0., requires_grad=True)
    function(x).backward()
    print(f"{name:24} x.grad = {x.grad.item()}")

# %% [markdown] lang="ko"
# 함수는 같은데 답이 셋입니다. 약속은 함수가 아니라 **연산마다** 정해져 있습니다. 셋 다 0과 1 사이이니 틀린 값은 아닙니다.
# 학습하다가 정확히 0을 만나는 일은 드물어서 대개는 문제가 되지 않습니다.
#
# 그래도 약속한 값은 진짜 기울기가 아니라는 점은 기억해 두세요. `x.relu() - (-x).relu()`는 언제나 `x`와 같으니 기울기는 어디서나 1입니다.
# 그런데 0에서는 두 `relu`가 모두 0을 내놓습니다.

# %% [markdown] lang="en"
# One function, three answers. The convention belongs to the **operation**, not to the function. All three lie between 0 and 1, so none is wrong,
# and as training rarely meets an exact 0, it seldom matters.
#
# But remember that such a value is not a true gradient. `x.relu() - (-x).relu()` always equals `x`, so its slope is 1 everywhere.
# Yet at 0, both `relu`s answer 0.

# %%
def same_as_x(x):
    return x.relu() - (-x).relu()


explore(same_as_x, x=0.0)

# %% [markdown] lang="ko"
# 가장 큰 값이 둘인 곳, 곧 **동점**도 꺾인 점입니다. 어느 쪽을 조금 키워도 `max`는 커지지만, 어느 쪽을 조금 줄여도 `max`는 그대로이니까요.

# %% [markdown] lang="en"
# A **tie** is a kink, too. If two elements share first place, making either one a little larger makes `max` larger, but making either one a little smaller changes nothing.

# %%
predict("2.2.ties")

# %%
x = torch.tensor([1., 3., 3.], requires_grad=True)
x.max().backward()
print(x.grad)

x = torch.tensor([1., 3., 3.], requires_grad=True)
x.max(dim=0).values.backward()
print(x.grad)

# %% [markdown] lang="ko"
# 여기서도 연산마다 다릅니다. `max()`는 1을 둘로 나누고, `max(dim=0)`은 위치를 하나 골라 그 자리에만 1을 보냅니다.
#
# ## 8. 기울기가 무한한 점, nan, 그리고 where
#
# 곡선이 똑바로 일어서는 점도 있습니다. 0에서 여러 함수의 값과 기울기를 구해 봅시다. `inf`는 무한대, `nan`은 '숫자가 아님'(not a number)입니다.

# %% [markdown] lang="en"
# Again it depends on the operation: `max()` splits the 1 in two, and `max(dim=0)` picks one position and sends the whole 1 there.
#
# ## 8. Infinite slopes, nan, and where
#
# There are points at which a curve stands upright. Here are some functions at 0, with value and gradient. `inf` means infinity, `nan` means *not a number*.

# %%
functions = {
    "sqrt(x)": lambda x: x.sqrt(),
    "log(x)": lambda x: x.log(),
    "1 / x": lambda x: 1 / x,
    "sqrt(x**2)": lambda x: (x**2).sqrt(),
}

for name, function in functions.items():
    x = torch.tensor(0., requires_grad=True)
    y = function(x)
    y.backward()
    print(f"{name:11} value {y.item():5}   x.grad {x.grad.item()}")

# %% [markdown] lang="ko"
# 오류는 하나도 없습니다. 마지막 줄이 특이합니다. `sqrt(x**2)`은 `x`의 절댓값이고 기울기는 어디서도 무한하지 않은데 `nan`이 나왔습니다.
# 연쇄 법칙을 따라가 보면 알 수 있습니다. `sqrt`의 기울기는 `inf`, `x**2`의 기울기는 `2x = 0`이고, `0 × inf`는 `nan`입니다.
# `nan`은 한 번 생기면 더해도 곱해도 `nan`입니다. 학습 중에 하나라도 생기면 매개변수(parameter)가 모두 `nan`이 될 수 있습니다.
#
# 그래서 위험한 곳을 `torch.where`로 피하려고 합니다. `torch.where(조건, a, b)`는 조건이 참인 자리에서 `a`, 거짓인 자리에서 `b`를 고릅니다.

# %% [markdown] lang="en"
# Not one error. The last line is odd: `sqrt(x**2)` is the absolute value of `x`, whose slope is never infinite, and yet we get `nan`.
# Follow the chain rule: the slope of `sqrt` is `inf`, that of `x**2` is `2x = 0`, and `0 × inf` is `nan`.
# Once there is a `nan`, adding and multiplying keep it `nan`. A single one during training can turn every parameter into `nan`.
#
# So we want to stay away from the dangerous place, with `torch.where`. `torch.where(condition, a, b)` takes `a` where the condition is true, and `b` where it is false.

# %%
predict("2.2.where")

# %%
x = torch.tensor([0., 4.], requires_grad=True)
y = torch.where(x > 0, x.sqrt(), 0.)
loss = y.sum()
loss.backward(retain_graph=True)

print(y)
print(x.grad)

# %%
why(x, loss)

# %% [markdown] lang="ko"
# 값은 옳은데 기울기는 `nan`입니다. (`retain_graph=True`는 `why`가 기울기를 다시 따라가 볼 수 있도록 붙였습니다.) `where`는 **값을 고를 뿐**, 두 갈래를 모두 계산하고 기록합니다. 거꾸로 갈 때는 고르지 않은 갈래에 0을 보내는데, `sqrt`에서 그 0에 `inf`를 곱합니다.
#
# 결과를 고르는 것으로는 늦습니다. 위험한 값이 **들어가기 전에** 바꾸어야 합니다.

# %% [markdown] lang="en"
# The values are right, and the gradient is `nan`. (With `retain_graph=True`, `why` can follow the gradients once more.) `where` only **chooses values**: both branches are computed and recorded. On the way back, the branch that was not chosen gets a 0, and at `sqrt` that 0 is multiplied by `inf`.
#
# Choosing among the results comes too late. Change the dangerous number **before it goes in**.

# %%
x = torch.tensor([0., 4.], requires_grad=True)
safe = torch.where(x > 0, x, 1.)
y = torch.where(x > 0, safe.sqrt(), 0.)
y.sum().backward()

print(y)
print(x.grad)

# %% [markdown] lang="ko"
# ### PyTorch의 규칙
#
# 미분할 수 없는 점에서 어떤 값을 쓰는지, PyTorch 문서에는 다음 규칙이 차례로 적혀 있습니다. 위에서부터 맞는 규칙을 씁니다.
#
# 1. 그 점에서 미분할 수 있으면 **도함수의 값**.
# 2. 아래로 볼록(convex)하면 서브그래디언트 가운데 **0에 가장 가까운 것**. `relu`의 0이 이렇게 나왔습니다.
# 3. 위로 볼록(concave)하면 마찬가지로 곡선 위에 놓이는 기울기 가운데 **0에 가장 가까운 것**.
# 4. 그 점에 값이 있으면 가까운 곳의 도함수가 **다가가는 값**. `sqrt`의 `inf`가 이렇게 나왔습니다.
# 5. 값이 없으면 **정해진 것이 없습니다**. `nan`일 때가 많습니다.
# 6. 결과가 실행할 때마다 달라질 수 있으면 **오류**.
#
# 규칙은 연산 하나하나에 적용되고, `clamp`처럼 벗어나는 연산도 있습니다. 아래 실험실에서 함수를 골라 먼저 예측해 보세요. 왼쪽 기울기와 오른쪽 기울기를 보고 짐작한 다음, 몇 번 규칙에서 나온 값인지 읽습니다.
# 그 아래 표에서는 6절의 부류대로 연산을 나누어 봅니다.

# %% [markdown] lang="en"
# ### PyTorch's rules
#
# Which value is used where there is no derivative? PyTorch's documentation lists these rules; the first that fits counts.
#
# 1. Where the function is differentiable: **the derivative**.
# 2. Where it is convex (curved upward): of its subgradients **the one closest to zero**. This is how `relu` got its 0.
# 3. Where it is concave (curved downward): likewise, of the slopes that lie above the curve **the one closest to zero**.
# 4. Where it has a value: the value that the derivatives nearby **come closer and closer to**. This is how `sqrt` got its `inf`.
# 5. Where it has no value: **anything**, often `nan`.
# 6. Where the result may differ from run to run: **an error**.
#
# The rules are applied to each operation by itself, and some, such as `clamp`, do not keep to them. In the lab below, choose a function and predict: look at the slopes on the left and right, decide, and then read which rule the answer comes from.
# In the table below it, sort operations into the classes of section 6.

# %%
from autograd_lessons import kink_lab

kink_lab()

# %% [markdown] lang="ko"
# ## 9. 기울기가 흐르게 하는 방법
#
# ### 위치 대신 값
#
# 가장 큰 값의 '위치'가 아니라 '값'이 필요하다면 `max`를 쓰면 됩니다.

# %% [markdown] lang="en"
# ## 9. Ways to let the gradient through
#
# ### The value instead of the position
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
with watch():
    position = x.argmax()
    value = x[position]
value.backward()

print(x.grad)

# %%
draw(value)

# %% [markdown] lang="ko"
# 같은 답이 나왔습니다. 위치로 가는 점선 길은 끊겨 있지만 상관없습니다. 위치 `1`은 그냥 상수로 쓰였고, 기울기는 `x`에서 값을 꺼내는 실선 길로 흐릅니다.
#
# ### 부드러운 argmax
#
# 위치 자체를 미분하고 싶다면, 위치 하나를 고르는 대신 **모든 위치에 가중치**(weight)를 줍니다. `softmax`는 점수가 클수록 큰 가중치를 주고, 가중치를 모두 더하면 1이 됩니다.
# 가중치로 위치의 평균을 내면 '부드러운 argmax'(soft argmax)가 됩니다.

# %% [markdown] lang="en"
# The same answer. The dotted way through the position is cut, but that does no harm: the position `1` served as a plain constant, and the gradient flows along the solid way, on which a value is taken out of `x`.
#
# ### A soft argmax
#
# To differentiate the position itself, do not choose one position: give **every position a weight**. `softmax` gives larger weights to larger scores, and all weights add up to 1.
# The average of the positions with these weights is a *soft argmax*.

# %%
places = torch.tensor([0., 1., 2.])

for sharpness in [1, 3, 30]:
    scores = torch.tensor([1., 3., 2.], requires_grad=True)
    weights = torch.softmax(sharpness * scores, dim=0)
    position = (weights * places).sum()
    position.backward()
    slopes = [round(slope, 3) for slope in scores.grad.tolist()]
    print(f"position {position.item():.3f}   scores.grad {slopes}")

# %% [markdown] lang="ko"
# `argmax`의 답은 1이었습니다. 점수에 큰 수를 곱해 차이를 벌릴수록 답은 1에 가까워집니다. 하지만 너무 벌리면 다시 계단이 되어 기울기가 0이 됩니다.
# 그래서 얼마나 날카롭게(sharp) 할지는 알맞게 골라야 합니다.
#
# ### 그대로 통과시키기
#
# 반올림처럼 계단인 연산을 꼭 써야 할 때는, 값은 반올림하고 기울기는 **아무 일도 없었던 것처럼 1**로 흘려보내는 방법이 있습니다. 이를 straight-through라고 합니다.
# `detach()`는 값은 같지만 기록에서 떼어 낸 텐서를 만듭니다([2.4](2.4-stopping-gradients.ipynb)).

# %% [markdown] lang="en"
# The answer of `argmax` was 1. The further a factor drives the scores apart, the closer we get to 1. But drive them too far, and the curve is a step again, with gradient 0.
# So how sharp to make it is a choice.
#
# ### Straight through
#
# When you cannot do without a step such as rounding, you can round the value and let the gradient pass **as if nothing had happened**, as 1. This is called *straight-through*.
# `detach()` gives a tensor with the same values, cut off from the record ([2.4](2.4-stopping-gradients.ipynb)).

# %%
x = torch.tensor([1.7], requires_grad=True)
with watch():
    y = x + (x.round() - x).detach()
y.backward()

print(y)
print(x.grad)

# %%
draw(y)

# %% [markdown] lang="ko"
# 순전파에서는 `x`에 `round(x) - x`를 더했으니 값이 2입니다. 역전파에서는 떼어 낸 부분이 상수이므로, `x`에서 덧셈으로 바로 가는 실선 길의 기울기 1만 남습니다.
# 진짜 기울기가 아니라 **일부러 바꾼** 기울기입니다. 그래도 학습은 움직이기 시작합니다. 가중치를 정수로 줄이는 양자화(quantization)에서 이렇게 합니다.

# %% [markdown] lang="en"
# Going forward, `x` plus `round(x) - x` is 2. Going back, the part that was cut off is a constant, and what is left is the 1 of the solid way that goes straight from `x` to the addition.
# This is not the true gradient, it is one **put in its place on purpose**, but it gets training moving. Quantization, which rounds weights to a few levels, works like this.

# %% [markdown] lang="ko"
# ### 고장 난 프로그램 고치기
#
# 이제 고장 난 프로그램을 직접 고쳐 볼 차례입니다. 오류를 읽고, 끊긴 곳을 보고, 바꿀 방법을 골라 실행해 보세요. 오류가 사라졌다고 다 고쳐진 것은 아닙니다.
# 1번부터 4번까지는 이 단원에서 배운 것이고, 5번부터는 [2.3](2.3-non-leaf-gradients.ipynb)과 [2.4](2.4-stopping-gradients.ipynb)를 배우고 다시 와서 풀어도 됩니다.

# %% [markdown] lang="en"
# ### Mend broken programs
#
# Now mend broken programs yourself: read the error, look at the place of the cut, choose a change and run it. An error that is gone is not always a program that is mended.
# Numbers 1 to 4 are about this lesson; for the others you may come back after [2.3](2.3-non-leaf-gradients.ipynb) and [2.4](2.4-stopping-gradients.ipynb).

# %%
from autograd_lessons import error_lab

error_lab()

# %% [markdown] lang="ko"
# ## 연습 문제
#
# 연습 1은 6절에 있습니다.
#
# **연습 2.** 세 함수에서 `backward()`를 부르면 모두 같은 오류가 납니다. 원인은 저마다 다릅니다.
# `...` 자리에 `"operation"`(미분 불가능한 연산), `"frozen"`(모두 고정됨), `"no_grad"`(기록을 끔) 가운데 하나를 적으세요.
# 4절처럼 `watch()`와 `why`를 써도 됩니다.

# %% [markdown] lang="en"
# ## Exercises
#
# Exercise 1 is in section 6.
#
# **Exercise 2.** `backward()` raises the same error for all three functions, each time for another reason.
# Put `"operation"` (not differentiable), `"frozen"` (everything frozen) or `"no_grad"` (recording was off) in place of each `...`.
# You may use `watch()` and `why` as in section 4.

# %%
data = torch.tensor([1., 2., 3.])
target = torch.tensor([3., 6., 9.])


@torch.no_grad()
def forward(w):
    return w * data


def loss_1():
    w = torch.tensor([2.], requires_grad=True)
    return ((forward(w) - target) ** 2).mean()


def loss_2():
    w = torch.tensor([2.], requires_grad=True)
    wrong = (w * data - target).abs() > 1.5
    return wrong.float().mean()


def loss_3():
    w = torch.tensor([2.], requires_grad=True)
    for parameter in [w]:
        parameter.requires_grad_(False)
    return ((w * data - target) ** 2).mean()


answers = {"loss_1": ..., "loss_2": ..., "loss_3": ...}
check("2.2.cause", answers)

# %% [markdown] lang="ko"
# **연습 3.** 아래 함수는 가장 높은 점수를 돌려주려고 했지만, `argmax`를 써서 위치를 돌려줍니다. 기울기도 흐르지 않습니다.
# **가장 높은 점수**를 돌려주고, 그 점수까지 기울기가 흐르도록 `...`를 채우세요. 점수가 어떤 값이든 맞아야 합니다.

# %% [markdown] lang="en"
# **Exercise 3.** Somebody wanted this function to return the top score but wrote `scores.argmax()`, which gives a position and lets no gradient through.
# Replace the `...` so that the function returns the **top score** and the gradient reaches that score. It must be right for any scores.

# %%
def top_score(scores):
    return ...  # was: scores.argmax()


check("2.2.top", top_score)

# %% [markdown] lang="ko"
# **연습 4.** 이 함수는 양수의 제곱근을 돌려주고, 0이나 음수가 들어오면 0을 돌려줍니다. 값은 맞지만 기울기에 `nan`이 섞입니다.
# 값은 그대로 두고, 기울기가 **언제나 유한한 수**가 되도록 고치세요.

# %% [markdown] lang="en"
# **Exercise 4.** This function returns the square root of positive numbers, and 0 for 0 and below. Its values are right, but there are `nan`s in its gradient.
# Mend it: the same values, and a gradient that is **always a finite number**.

# %%
def safe_root(x):
    return torch.where(x > 0, x.sqrt(), 0.)


check("2.2.root", safe_root)

# %% [markdown] lang="ko"
# **연습 5.** 값은 0이나 1로 만들면서(0보다 크면 1, 아니면 0) 기울기는 그대로 통과시키는 함수를 쓰세요. `step_through(x).sum().backward()` 다음에 `x.grad`가 모두 1이어야 합니다.
# 비교한 결과는 `float()`으로 실수로 바꿀 수 있습니다.

# %% [markdown] lang="en"
# **Exercise 5.** Write a function whose values are 0 or 1 (1 where `x` is above 0, else 0) and which lets the gradient straight through: after `step_through(x).sum().backward()`, every element of `x.grad` is 1.
# `float()` makes real numbers of a comparison.

# %%
def step_through(x):
    return ...  # was: (x > 0).float()


check("2.2.through", step_through)

# %% [markdown] lang="ko"
# ## 자주 하는 실수
#
# - **'argmax의 기울기는 0이다.'** 아닙니다. 0이 아니라 기록 자체가 없습니다. 0인 쪽은 `round`, `floor` 같은 연산입니다.
# - **오류를 없애려고 `requires_grad_()`를 붙인다.** 오류만 사라지고 기울기는 `None`입니다. 끊긴 곳을 찾아 고쳐야 합니다.
# - **`.item()`으로 꺼낸 파이썬 숫자로 손실(loss)을 계산한다.** 파이썬 숫자에는 기록이 없습니다. `.item()`은 출력할 때만 쓰세요.
# - **정확도를 손실 함수로 쓴다.** 정확도는 `argmax`와 비교(`==`)로 계산하므로 기록되지 않습니다. 그래서 미분할 수 있는 손실을 따로 씁니다.
# - **이 오류는 늘 argmax 탓이라고 생각한다.** 모든 매개변수를 고정했을 때나 `no_grad` 안에서 계산했을 때에도 똑같은 오류가 납니다.
# - **`where`로 걸러 냈으니 안전하다고 생각한다.** 고르지 않은 갈래도 계산되고 미분됩니다. 위험한 값은 연산에 들어가기 전에 바꾸세요.
#
# ## 요약
#
# | 연산 | 기록(`grad_fn`) | `backward()` | `x`의 기울기 |
# |---|---|---|---|
# | `x.max()`, `x[i]`, `x**2` | 있음 | 실행됨 | 0이 아닌 값이 도착 |
# | `x.round()`, `x.floor()`, `x.sign()` (A) | 있음 | 실행됨 | 늘 0 |
# | `x.argmax()`, `x > 2`, `x.int()` (B) | **없음** | 출발하자마자 오류 | `None` |
# | `torch.heaviside(x, …)` (C) | 있음 | 가는 길에 오류 | `None` |
# | 꺾인 점, 동점 | 있음 | 실행됨 | 연산마다 약속한 값 |
# | 0에서 `sqrt`, `log`, `1 / x` | 있음 | 실행됨 | `inf`, 0과 곱해지면 `nan` |
#
# - PyTorch는 '미분 가능한지'를 검사하지 않습니다. 기록이 있으면 거슬러 가고, 없으면 오류를 냅니다.
# - `element 0 of tensors does not require grad and does not have a grad_fn`은 '출발점에 기록이 없다'는 뜻입니다.
# - 원인은 셋입니다. 미분 불가능한 연산, 모두 고정됨, 기록이 꺼짐. `watch()`와 `why`로 구별합니다.
# - 기울기가 필요하면 위치 대신 **값**을 쓰거나, 모든 위치에 **가중치**를 주거나, **그대로 통과**시킵니다.
#
# **더 읽을거리** — PyTorch 문서:
# [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html)의 'Gradients for non-differentiable functions',
# [torch.argmax](https://docs.pytorch.org/docs/stable/generated/torch.argmax.html),
# [torch.where](https://docs.pytorch.org/docs/stable/generated/torch.where.html)
#
# 이전 단원: [2.1 자동 미분](2.1-automatic-differentiation.ipynb) · 다음 단원: [2.3 잎이 아닌 텐서의 기울기](2.3-non-leaf-gradients.ipynb) · [처음 화면](index.ipynb) · [English](../en/2.2-not-differentiable.ipynb)

# %% [markdown] lang="en"
# ## Common mistakes
#
# - **"The gradient of argmax is 0."** No: there is no record at all. The ones with gradient 0 are `round`, `floor` and their kind.
# - **Adding `requires_grad_()` to get rid of the error.** Only the error goes; the gradient is `None`. Find the place where the path is cut and mend that.
# - **Computing the loss from a Python number taken out with `.item()`.** A Python number has no record. Use `.item()` for printing only.
# - **Using accuracy as the loss function.** Accuracy is computed with `argmax` and a comparison (`==`), so it is not recorded. That is why training uses a separate loss that can be differentiated.
# - **Blaming argmax every time.** The same words appear when every parameter is frozen, and when the computation ran under `no_grad`.
# - **Feeling safe behind a `where`.** The branch that is not chosen is computed and differentiated, too. Change the dangerous number before it goes in.
#
# ## Summary
#
# | operation | record (`grad_fn`) | `backward()` | gradient of `x` |
# |---|---|---|---|
# | `x.max()`, `x[i]`, `x**2` | yes | runs | something other than 0 arrives |
# | `x.round()`, `x.floor()`, `x.sign()` (A) | yes | runs | always 0 |
# | `x.argmax()`, `x > 2`, `x.int()` (B) | **no** | error right at the start | `None` |
# | `torch.heaviside(x, …)` (C) | yes | error on the way | `None` |
# | kinks and ties | yes | runs | a value set by convention, operation by operation |
# | `sqrt`, `log`, `1 / x` at 0 | yes | runs | `inf`, and `nan` when multiplied by 0 |
#
# - PyTorch does not check whether a function is differentiable. Where there is a record it walks back; where there is none it raises an error.
# - `element 0 of tensors does not require grad and does not have a grad_fn` means "the starting point has no record".
# - It has three causes: an operation that is not differentiable, everything frozen, recording switched off. `watch()` and `why` tell them apart.
# - Where you need a gradient, take the **value** instead of the position, give every position a **weight**, or let the gradient **straight through**.
#
# **Read on** in the PyTorch documentation:
# [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html), section "Gradients for non-differentiable functions";
# [torch.argmax](https://docs.pytorch.org/docs/stable/generated/torch.argmax.html),
# [torch.where](https://docs.pytorch.org/docs/stable/generated/torch.where.html)
#
# Previous lesson: [2.1 Automatic differentiation](2.1-automatic-differentiation.ipynb) · Next lesson: [2.3 Gradients of tensors that are not leaves](2.3-non-leaf-gradients.ipynb) · [Start page](index.ipynb) · [한국어](../ko/2.2-not-differentiable.ipynb)
