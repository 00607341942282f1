package matrix

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestNew(t *testing.T) {
	for _, c := range []struct {
		m, n int
		want *Matrix
	}{
		{1, 1, mat(1, 1, 0)},
		{1, 4, mat(1, 4, 0, 0, 0, 0)},
		{4, 1, mat(4, 1, 0, 0, 0, 0)},
		{2, 3, mat(2, 3, 0, 0, 0, 0, 0, 0)},
		{3, 2, mat(3, 2, 0, 0, 0, 0, 0, 0)},
		{0, 3, mat(0, 3)},
		{3, 0, mat(3, 0)},
		{0, 0, mat(0, 0)},
		{math.MaxInt, 0, mat(math.MaxInt, 0)},
		{0, math.MaxInt, mat(0, math.MaxInt)},
	} {
		call := fmt.Sprintf("New(%d, %d)", c.m, c.n)
		got := New(c.m, c.n)
		wantMatrix(t, call, got, c.want, slip{&Matrix{c.n, c.m, c.want.data}, "columns before rows"})
		for i := range got.data {
			got.data[i] = 7
		}
		wantMatrix(t, call+", after the first was written to,", New(c.m, c.n), c.want)
	}

	// The last two have a product that is 0, once it has overflowed.
	for _, c := range [][2]int{
		{-1, 2}, {2, -1}, {-1, -1}, {-1, 0}, {0, -1}, {math.MinInt, 1},
		{math.MaxInt, 2},
		{math.MaxInt/2 + 1, 4}, {4, math.MaxInt/2 + 1},
	} {
		wantPanic(t, fmt.Sprintf("New(%d, %d)", c[0], c[1]), func() { New(c[0], c[1]) },
			"matrix: New: ", fmt.Sprintf("%d×%d", c[0], c[1]))
	}
}

func TestFromRows(t *testing.T) {
	for _, c := range []struct {
		rows [][]float64
		want *Matrix
	}{
		{[][]float64{{5}}, mat(1, 1, 5)},
		{[][]float64{{1, 2, 3}}, mat(1, 3, 1, 2, 3)},
		{[][]float64{{1}, {2}, {3}}, mat(3, 1, 1, 2, 3)},
		{[][]float64{{1, 2, 3}, {4, 5, 6}}, mat(2, 3, 1, 2, 3, 4, 5, 6)},
		{[][]float64{{1, 6}, {0, 7}, {1, 4}}, mat(3, 2, 1, 6, 0, 7, 1, 4)},
		{[][]float64{{nan, inf}, {-inf, minusZero}}, mat(2, 2, nan, inf, -inf, minusZero)},
		{[][]float64{{}, {}}, mat(2, 0)},
		{[][]float64{nil, {}, nil}, mat(3, 0)},
		{[][]float64{}, mat(0, 0)},
		{nil, mat(0, 0)},
	} {
		rows := make([][]float64, len(c.rows))
		for i := range rows {
			rows[i] = slices.Clone(c.rows[i])
		}
		call := fmt.Sprintf("FromRows(%v)", c.rows)
		got := FromRows(rows)
		flipped := mat(c.want.cols, c.want.rows, make([]float64, len(c.want.data))...)
		for p, v := range c.want.data {
			flipped.data[p%c.want.cols*flipped.cols+p/c.want.cols] = v
		}
		wantMatrix(t, call, got, c.want, slip{flipped, "the rows taken for columns"})
		for _, row := range rows {
			for j := range row {
				row[j] = 12345
			}
		}
		if !same(got, c.want) {
			t.Errorf("after A := %s, writing to the rows makes A %s: FromRows must copy them", call, show(got))
		}
	}

	for _, c := range []struct {
		rows  [][]float64
		parts []string
	}{
		{[][]float64{{1, 2}, {3, 4, 5}}, []string{"row 0 ", "2", "row 1 ", "3"}},
		{[][]float64{{1, 2}, {3, 4}, {5}}, []string{"row 0 ", "2", "row 2 ", "1"}},
		{[][]float64{{}, {1}}, []string{"row 0 ", "0", "row 1 ", "1"}},
		{[][]float64{{1}, {2}, {}, {3}}, []string{"row 0 ", "1", "row 2 ", "0"}},
	} {
		wantPanic(t, fmt.Sprintf("FromRows(%v)", c.rows), func() { FromRows(c.rows) },
			append([]string{"matrix: FromRows: "}, c.parts...)...)
	}
}

func TestOnes(t *testing.T) {
	for _, c := range []struct {
		m, n int
		want *Matrix
	}{
		{1, 1, mat(1, 1, 1)},
		{1, 3, mat(1, 3, 1, 1, 1)},
		{3, 1, mat(3, 1, 1, 1, 1)},
		{2, 3, mat(2, 3, 1, 1, 1, 1, 1, 1)},
		{2, 2, mat(2, 2, 1, 1, 1, 1)},
		{0, 3, mat(0, 3)},
		{3, 0, mat(3, 0)},
		{0, 0, mat(0, 0)},
	} {
		call := fmt.Sprintf("Ones(%d, %d)", c.m, c.n)
		got := Ones(c.m, c.n)
		wantMatrix(t, call, got, c.want, slip{&Matrix{c.n, c.m, c.want.data}, "columns before rows"})
		for i := range got.data {
			got.data[i] = 7
		}
		wantMatrix(t, call+", after the first was written to,", Ones(c.m, c.n), c.want)
	}

	wantLarge(t, "Ones", func(m, n int) (got, want *Matrix) {
		return Ones(m, n), made(m, n, func(i, j int) float64 { return 1 })
	})

	for _, c := range [][2]int{{-1, 2}, {2, -1}, {-1, 0}, {math.MaxInt, 2}} {
		wantPanic(t, fmt.Sprintf("Ones(%d, %d)", c[0], c[1]), func() { Ones(c[0], c[1]) },
			"matrix: ", fmt.Sprintf("%d×%d", c[0], c[1]))
	}
}

func TestEye(t *testing.T) {
	for _, c := range []struct {
		k    int
		want *Matrix
	}{
		{0, mat(0, 0)},
		{1, mat(1, 1, 1)},
		{2, mat(2, 2,
			1, 0,
			0, 1)},
		{4, mat(4, 4,
			1, 0, 0, 0,
			0, 1, 0, 0,
			0, 0, 1, 0,
			0, 0, 0, 1)},
	} {
		call := fmt.Sprintf("Eye(%d)", c.k)
		got := Eye(c.k)
		other, ones := mat(c.k, c.k, make([]float64, c.k*c.k)...), mat(c.k, c.k, slices.Repeat([]float64{1}, c.k*c.k)...)
		for i := range c.k {
			other.data[i*c.k+c.k-1-i] = 1
		}
		wantMatrix(t, call, got, c.want, slip{other, "the diagonal that runs the other way"}, slip{ones, "ones everywhere"})
		for i := range got.data {
			got.data[i] = 7
		}
		wantMatrix(t, call+", after the first was written to,", Eye(c.k), c.want)
	}

	for _, k := range []int{-1, math.MinInt, math.MaxInt} {
		wantPanic(t, fmt.Sprintf("Eye(%d)", k), func() { Eye(k) }, "matrix: ", fmt.Sprintf("%d×%d", k, k))
	}
}

func TestDims(t *testing.T) {
	for _, c := range []struct {
		A    *Matrix
		m, n int
	}{
		{mat(1, 1, 9), 1, 1},
		{mat(1, 3, 1, 2, 3), 1, 3},
		{mat(3, 1, 1, 2, 3), 3, 1},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), 2, 3},
		{mat(0, 2), 0, 2},
		{mat(2, 0), 2, 0},
		{&Matrix{}, 0, 0},
	} {
		if m, n := c.A.Dims(); m != c.m || n != c.n {
			t.Errorf("%s.Dims() = %d, %d, want %d, %d", show(c.A), m, n, c.m, c.n)
		}
	}
}

// outside lists, for a few shapes, elements that are not there. Many of them
// have a place i·n + j that another element has.
var outside = []struct {
	A    *Matrix
	i, j int
}{
	{mat(2, 3, 1, 2, 3, 4, 5, 6), -1, 0},
	{mat(2, 3, 1, 2, 3, 4, 5, 6), 2, 0},
	{mat(2, 3, 1, 2, 3, 4, 5, 6), 0, -1},
	{mat(2, 3, 1, 2, 3, 4, 5, 6), 1, -1},
	{mat(2, 3, 1, 2, 3, 4, 5, 6), 0, 3},
	{mat(2, 3, 1, 2, 3, 4, 5, 6), 1, 3},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), 0, 2},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), 3, 0},
	{mat(3, 2, 1, 2, 3, 4, 5, 6), -1, 2},
	{mat(1, 1, 1), 1, 1},
	{mat(0, 2), 0, 0},
	{mat(2, 0), 0, 0},
	{mat(0, 0), 0, 0},
}

func TestAt(t *testing.T) {
	for _, A := range []*Matrix{
		mat(1, 1, 9),
		mat(1, 3, 1, 2, 3),
		mat(3, 1, 1, 2, 3),
		mat(2, 3, 11, 12, 13, 21, 22, 23),
		mat(3, 2, 11, 12, 21, 22, 31, 32),
		mat(2, 2, nan, minusZero, inf, -inf),
	} {
		before := clone(A)
		for p, want := range before.data {
			i, j := p/A.cols, p%A.cols
			if got := A.At(i, j); !sameBits(got, want) {
				t.Errorf("%s.At(%d, %d) = %v, want %v, row %d and column %d from 0", show(before), i, j, got, want, i, j)
			}
		}
		wantOwn(t, "At", nil, A, before)
	}

	for _, c := range outside {
		wantPanic(t, fmt.Sprintf("%s.At(%d, %d)", show(c.A), c.i, c.j), func() { c.A.At(c.i, c.j) },
			"matrix: At: ", fmt.Sprintf("(%d, %d)", c.i, c.j), fmt.Sprintf("%d×%d", c.A.rows, c.A.cols))
	}
}

func TestSet(t *testing.T) {
	for _, A := range []*Matrix{
		mat(1, 1, 9),
		mat(1, 3, 1, 2, 3),
		mat(3, 1, 1, 2, 3),
		mat(2, 3, 11, 12, 13, 21, 22, 23),
		mat(3, 2, 11, 12, 21, 22, 31, 32),
	} {
		for p := range A.data {
			for _, v := range []float64{-7.5, minusZero, nan, inf} {
				i, j := p/A.cols, p%A.cols
				got, want := clone(A), clone(A)
				want.data[p] = v
				got.Set(i, j, v)
				wantMatrix(t, fmt.Sprintf("A := %s; A.Set(%d, %d, %v); A", show(A), i, j, v), got, want)
			}
		}
	}

	for _, c := range outside {
		A := clone(c.A)
		call := fmt.Sprintf("%s.Set(%d, %d, 7)", show(c.A), c.i, c.j)
		wantPanic(t, call, func() { A.Set(c.i, c.j, 7) },
			"matrix: Set: ", fmt.Sprintf("(%d, %d)", c.i, c.j), fmt.Sprintf("%d×%d", c.A.rows, c.A.cols))
		if !same(A, c.A) {
			t.Errorf("%s made it %s", call, show(A))
		}
	}
}

func TestRow(t *testing.T) {
	for _, A := range []*Matrix{
		mat(1, 1, 9),
		mat(1, 3, 1, 2, 3),
		mat(3, 1, 1, 2, 3),
		mat(2, 3, 11, 12, 13, 21, 22, 23),
		mat(3, 2, 11, nan, -inf, 22, minusZero, 32),
		mat(2, 0),
	} {
		for i := range A.rows {
			want := A.data[i*A.cols : (i+1)*A.cols]
			call := fmt.Sprintf("%s.Row(%d)", show(A), i)
			got := clone(A)
			row := got.Row(i)
			if !slices.EqualFunc(row, want, sameBits) {
				t.Errorf("%s = %v, want %v", call, row, want)
				continue
			}

			_ = append(row, 12345)
			wantMatrix(t, "after append("+call+", 12345), A", got, A)

			written := clone(A)
			for j := range row {
				row[j] = float64(-j)
				written.data[i*A.cols+j] = float64(-j)
			}
			wantMatrix(t, "after 0, −1, … was written to "+call+", A", got, written,
				slip{A, "a copy of the row; it must be a view"})
		}
	}

	for _, c := range []struct {
		A *Matrix
		i int
	}{
		{mat(2, 3, 1, 2, 3, 4, 5, 6), -1},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), 2},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), 3},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), math.MinInt},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), math.MaxInt},
		{mat(2, 0), 2},
		{mat(2, 0), -1},
		{mat(0, 2), 0},
		{mat(0, 0), 0},
	} {
		wantPanic(t, fmt.Sprintf("%s.Row(%d)", show(c.A), c.i), func() { c.A.Row(c.i) },
			"matrix: Row: ", fmt.Sprintf("row %d ", c.i), fmt.Sprintf("%d×%d", c.A.rows, c.A.cols))
	}
}

func TestIndex(t *testing.T) {
	for _, c := range []struct {
		A       *Matrix
		indices []int
		want    *Matrix
		slips   []slip
	}{
		{mat(1, 1, 9), []int{0}, mat(1, 1, 9), nil},
		{mat(1, 3, 1, 2, 3), []int{0}, mat(1, 3, 1, 2, 3), nil},
		{mat(1, 3, 1, 2, 3), []int{0, 0}, mat(2, 3, 1, 2, 3, 1, 2, 3), nil},
		{mat(3, 1, 1, 2, 3), []int{2, 0}, mat(2, 1, 3, 1), nil},
		{mat(3, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33), []int{1, 2, 0}, mat(3, 3, 21, 22, 23, 31, 32, 33, 11, 12, 13), []slip{
			{mat(3, 3, 31, 32, 33, 11, 12, 13, 21, 22, 23), "row i put to indices[i], not taken from there"},
			{mat(3, 3, 12, 13, 11, 22, 23, 21, 32, 33, 31), "columns, not rows"}}},
		{mat(3, 2, 11, 12, 21, 22, 31, 32), []int{0, 1, 2}, mat(3, 2, 11, 12, 21, 22, 31, 32), nil},
		{mat(3, 2, 11, 12, 21, 22, 31, 32), []int{1, 2}, mat(2, 2, 21, 22, 31, 32), nil},
		{mat(3, 2, 11, 12, 21, 22, 31, 32), []int{2, 2, 0, 1}, mat(4, 2, 31, 32, 31, 32, 11, 12, 21, 22), nil},
		{mat(2, 2, nan, inf, -inf, minusZero), []int{1, 0}, mat(2, 2, -inf, minusZero, nan, inf), nil},
		{mat(3, 2, 11, 12, 21, 22, 31, 32), []int{}, mat(0, 2), nil},
		{mat(3, 2, 11, 12, 21, 22, 31, 32), nil, mat(0, 2), nil},
		{mat(3, 0), []int{2, 1}, mat(2, 0), nil},
		{mat(0, 2), nil, mat(0, 2), nil},
		{mat(0, 0), nil, mat(0, 0), nil},
		// Rung M4, I_k[Y].
		{mat(3, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1), []int{2, 0, 2, 2}, mat(4, 3, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1), nil},
	} {
		A, indices := clone(c.A), slices.Clone(c.indices)
		got := A.Index(indices)
		call := fmt.Sprintf("%s.Index(%v)", show(c.A), c.indices)
		wantMatrix(t, call, got, c.want, c.slips...)
		wantOwn(t, call, got, A, c.A)
		if !slices.Equal(indices, c.indices) {
			t.Errorf("%s made the indices %v", call, indices)
		}
	}

	wantLarge(t, "A.Index(every third row, round and round)", func(m, n int) (got, want *Matrix) {
		indices := make([]int, m)
		for i := range indices {
			indices[i] = 3 * i % m
		}
		return made(m, n, number).Index(indices), made(m, n, func(i, j int) float64 { return number(3*i%m, j) })
	})

	for _, c := range []struct {
		A       *Matrix
		indices []int
		row, at int
	}{
		{mat(3, 2, 1, 2, 3, 4, 5, 6), []int{-1}, -1, 0},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), []int{3}, 3, 0},
		{mat(3, 2, 1, 2, 3, 4, 5, 6), []int{2, 1, 3}, 3, 2},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), []int{0, -1, 5}, -1, 1},
		{mat(2, 0), []int{0, 2}, 2, 1},
		{mat(0, 2), []int{0}, 0, 0},
	} {
		wantPanic(t, fmt.Sprintf("%s.Index(%v)", show(c.A), c.indices), func() { c.A.Index(c.indices) },
			"matrix: Index: ", fmt.Sprintf("row %d ", c.row), fmt.Sprintf("indices[%d]", c.at),
			fmt.Sprintf("%d×%d", c.A.rows, c.A.cols))
	}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		A, B *Matrix
		want bool
		why  string
	}{
		{mat(1, 1, 5), mat(1, 1, 5), true, ""},
		{mat(1, 1, 5), mat(1, 1, 6), false, ""},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(2, 3, 1, 2, 3, 4, 5, 6), true, ""},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(2, 3, 1, 2, 3, 4, 5, 7), false, "the last element differs"},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(2, 3, 0, 2, 3, 4, 5, 6), false, "the first element differs"},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(3, 2, 1, 2, 3, 4, 5, 6), false, "the shapes differ"},
		{mat(2, 3, 1, 2, 3, 4, 5, 6), mat(1, 6, 1, 2, 3, 4, 5, 6), false, "the shapes differ"},
		{mat(1, 3, 1, 2, 3), mat(3, 1, 1, 2, 3), false, "the shapes differ"},
		{mat(2, 2, 1, 2, 1, 2), mat(1, 2, 1, 2), false, "the shapes differ"},
		{mat(2, 2, 1, 2, 3, 4), mat(2, 2, 1, 3, 2, 4), false, "one is the transpose of the other"},
		{mat(1, 1, 0.3), mat(1, 1, math.Nextafter(0.3, 1)), false, "the last bit differs"},
		{mat(1, 2, 0, 1), mat(1, 2, minusZero, 1), true, "−0 equals 0"},
		{mat(1, 2, inf, -inf), mat(1, 2, inf, -inf), true, "an infinity equals itself"},
		{mat(1, 2, inf, -inf), mat(1, 2, inf, inf), false, "−Inf is not +Inf"},
		{mat(1, 2, 1, nan), mat(1, 2, 1, nan), false, "NaN does not equal NaN"},
		{mat(1, 2, 1, nan), mat(1, 2, 1, 0), false, "NaN equals nothing"},
		{mat(0, 2), mat(0, 2), true, ""},
		{mat(0, 2), mat(0, 3), false, "the shapes differ"},
		{mat(0, 2), mat(2, 0), false, "the shapes differ"},
		{mat(2, 0), mat(3, 0), false, "the shapes differ"},
		{mat(0, 0), mat(0, 2), false, "the shapes differ"},
		{mat(0, 0), &Matrix{}, true, "the zero value is 0×0"},
		{mat(1, 1, 0), &Matrix{}, false, "the shapes differ"},
	} {
		A, B := clone(c.A), clone(c.B)
		if got := A.Equal(B); got != c.want {
			t.Errorf("%s.Equal(%s) = %v, want %v: %s", show(c.A), show(c.B), got, c.want, c.why)
		}
		if got := B.Equal(A); got != c.want {
			t.Errorf("%s.Equal(%s) = %v, want %v: %s", show(c.B), show(c.A), got, c.want, c.why)
		}
		wantOwn(t, "Equal", nil, A, c.A, B, c.B)
	}
	if A := mat(1, 1, nan); A.Equal(A) {
		t.Errorf("A := %s; A.Equal(A) = true, want false: NaN does not equal NaN, not even itself", show(A))
	}
	if A := mat(1, 2, 1, 2); !A.Equal(A) {
		t.Errorf("A := %s; A.Equal(A) = false, want true", show(A))
	}
}
