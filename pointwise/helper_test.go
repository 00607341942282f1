package pointwise_test

import (
	"fmt"
	"math"
	"testing"
)

type (
	v    = []float64
	rows = [][]float64
)

var (
	nan  = math.NaN()
	inf  = math.Inf(1)
	neg0 = math.Copysign(0, -1)
)

// check fails the test unless f returns want and leaves its arguments alone. Format
// and args write the call. Values are compared as fmt writes them, and so bit for bit:
// fmt tells any two floats apart, −0 from 0 too, but not a NaN from a NaN.
func check(t *testing.T, f func() any, want any, why, format string, args ...any) {
	t.Helper()
	call := fmt.Sprintf(format, args...)
	if got := f(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s = %v, want %v (this case: %s)", call, got, want, why)
	}
	if after := fmt.Sprintf(format, args...); after != call {
		t.Errorf("%s must leave its arguments alone, and made them %s", call, after)
	}
}
