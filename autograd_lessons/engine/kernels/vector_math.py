"""float32 logarithm, sine and cosine, with the very roundings of PyTorch's random normals.

A sum of float32 products has as many last digits as there are ways to compute it. PyTorch's
vector kernel follows S. Moshier's Cephes library: bring the argument into a small interval, use a
polynomial there, and round *once* for each `a * b + c`. Doing the same gives the same bits.
"""

import numpy as np

_Numbers = np.ndarray | np.floating | float


def fused_multiply_add(a: np.ndarray, b: _Numbers, c: _Numbers) -> np.ndarray:
    """Return `a * b + c` in the dtype of `a`, rounded once instead of twice.

    In float64 for all but numbers at the ends of its range and sums that lie exactly between two.
    """
    if a.dtype == np.float32:
        # The product of two float32 numbers is exact in float64.
        return (a.astype(np.float64) * b + c).astype(np.float32)
    product, product_error = _exact_product(a, np.asarray(b))
    total, sum_error = _exact_sum(product, np.asarray(c))
    return total + (sum_error + product_error)


def multiply_add(a: np.ndarray, b: _Numbers, c: _Numbers) -> np.ndarray:
    """`fused_multiply_add` for all numbers: where that has no finite result, `a * b + c` itself."""
    out = fused_multiply_add(a, b, c)
    finite = np.isfinite(out)
    return out if finite.all() else np.where(finite, out, a * b + c)


def _exact_product(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return `a * b` rounded, and the error of that rounding (Dekker, 1971)."""
    a_high, b_high = _high_half(a), _high_half(b)
    a_low, b_low = a - a_high, b - b_high
    product = a * b
    error = a_high * b_high - product + a_high * b_low + a_low * b_high + a_low * b_low
    return product, error


def _exact_sum(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return `a + b` rounded, and the error of that rounding (Knuth, 1969)."""
    total = a + b
    b_counted = total - a
    return total, (a - (total - b_counted)) + (b - b_counted)


def _high_half(a: np.ndarray) -> np.ndarray:
    """Return `a` with the lower half of its 53 bits rounded away (Veltkamp, 1968)."""
    scaled = a * (2.0**27 + 1)
    return scaled - (scaled - a)


def log(x: np.ndarray) -> np.ndarray:
    """Return the natural logarithm of normal, positive float32 numbers."""
    # x = mantissa * 2**exponent with the mantissa near 1: sqrt(1/2) <= mantissa < sqrt(2).
    mantissa, exponent = np.frexp(x)
    is_low = mantissa < _SQRT_HALF
    exponent = (exponent - is_low).astype(np.float32)
    # m - 1 first and m after it: exact, where 2 * m - 1 would be as well.
    m = mantissa - _ONE + np.where(is_low, mantissa, np.float32(0))
    # log(1 + m) = m - m**2 / 2 + m**3 * polynomial(m)
    square = m * m
    tail = fused_multiply_add(_polynomial(_LOG, m) * m, square, exponent * _LOG_2_LOW)
    tail = fused_multiply_add(square, -_HALF, tail)
    return fused_multiply_add(exponent, _LOG_2_HIGH, m + tail)


def sin_cos(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return sine and cosine of float32 numbers from 0 to about 8000."""
    # The nearest even number of eighths of the circle: 0, 2, 4, 6, 8, …; r is the angle from it.
    eighths = ((x * _EIGHTHS_PER_RADIAN).astype(np.int32) + 1) & ~1
    r = x
    for part in _EIGHTH_IN_PARTS:
        r = fused_multiply_add(eighths.astype(np.float32), -part, r)
    square = r * r
    # cos r = 1 - r**2 / 2 + r**4 * polynomial(r**2), sin r = r + r**3 * polynomial(r**2)
    cosine = _polynomial(_COS, square) * square
    cosine = fused_multiply_add(cosine, square, -(square * _HALF)) + _ONE
    sine = fused_multiply_add(_polynomial(_SIN, square) * square, r, r)
    # A quarter further along the circle sine and cosine change places, and one changes its sign.
    is_odd_quarter = (eighths & 2) != 0
    sine, cosine = np.where(is_odd_quarter, cosine, sine), np.where(is_odd_quarter, sine, cosine)
    return (
        np.where((eighths & 4) != 0, -sine, sine),
        np.where(((eighths + 2) & 4) != 0, -cosine, cosine),
    )


def _polynomial(coefficients: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the polynomial's values at `x`, highest power first (Horner's rule)."""
    value = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        value = fused_multiply_add(value, x, coefficient)
    return value


_ONE, _HALF, _SQRT_HALF = np.float32(1), np.float32(0.5), np.float32(0.5**0.5)
_EIGHTHS_PER_RADIAN = np.float32(4 / np.pi)

# Numbers that float32 holds with zeros at their ends, so that a small multiple of one is exact.
_LOG_2_HIGH, _LOG_2_LOW = np.float32(0.693359375), np.float32(-2.12194440e-4)
_EIGHTH_IN_PARTS = np.array([0.78515625, 2.4187564849853515625e-4, 3.77489497744594108e-8], "f4")

# Cephes' coefficients (logf, sinf, cosf).
_LOG = np.array(
    [
        *(7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1),
        *(-1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1),
    ],
    np.float32,
)
_SIN = np.array([-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1], np.float32)
_COS = np.array([2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2], np.float32)
