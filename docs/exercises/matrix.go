package main

import (
	"math"

	"example.com/kmeans-by-hand/matrix"
)

// The tasks of package matrix, and what is easily written instead.
var matrixTasks = []task{
	{name: "matrix.FromRows", f: matrix.FromRows, wrong: []wrong{
		{"the rows were taken for columns", func(rows [][]float64) *matrix.Matrix { return matrix.FromRows(rows).T() }},
		{"every row is row 0", func(rows [][]float64) *matrix.Matrix {
			return generate(len(rows), width(rows), func(i, j int) float64 { return rows[0][j] })
		}},
		{"nothing was copied into the matrix", func(rows [][]float64) *matrix.Matrix { return matrix.New(len(rows), width(rows)) }},
		{"no rows were not thought of: there is no row 0", func(rows [][]float64) *matrix.Matrix { return matrix.FromRows(append(rows[:1], rows[1:]...)) }},
		{"the shape is n×m", func(rows [][]float64) *matrix.Matrix { return reshaped(matrix.FromRows(rows)) }},
		{"", func(rows [][]float64) *matrix.Matrix { // rows of any length
			return generate(len(rows), width(rows), func(i, j int) float64 { return append(rows[i], 0, 0, 0)[j] })
		}},
		{"", func(rows [][]float64) *matrix.Matrix { return matrix.FromRows(rows[:min(2, len(rows))]) }},
	}},
	{name: "matrix.Ones", f: matrix.Ones, wrong: []wrong{
		{"it is a matrix of zeros", matrix.New},
		{"columns came before rows", func(m, n int) *matrix.Matrix { return matrix.Ones(n, m) }},
		{"only the diagonal is 1", func(m, n int) *matrix.Matrix { return where(m, n, func(i, j int) bool { return i == j }) }},
		{"only the first row is 1", func(m, n int) *matrix.Matrix { return where(m, n, func(i, j int) bool { return i == 0 }) }},
		{"", func(m, n int) *matrix.Matrix { return matrix.Ones(m, m) }},
		{"", func(m, n int) *matrix.Matrix { // one matrix for all
			if shared[[2]int{m, n}] == nil {
				shared[[2]int{m, n}] = matrix.Ones(m, n)
			}
			return shared[[2]int{m, n}]
		}},
	}},
	{name: "matrix.Eye", f: matrix.Eye, wrong: []wrong{
		{"the 1s were forgotten", func(k int) *matrix.Matrix { return matrix.New(k, k) }},
		{"every element is 1", func(k int) *matrix.Matrix { return matrix.Ones(k, k) }},
		{"the diagonal runs the other way", func(k int) *matrix.Matrix { return where(k, k, func(i, j int) bool { return i+j == k-1 }) }},
		{"the diagonal was counted from 1", func(k int) *matrix.Matrix { return where(k, k, func(i, j int) bool { return i == j && i > 0 }) }},
		{"the diagonal has one element too many", func(k int) *matrix.Matrix { matrix.Eye(k).Set(k, k, 1); return nil }},
		{"", func(k int) *matrix.Matrix {
			return generate(k, k, func(i, j int) float64 { return orZero(float64(i+1), i == j) })
		}},
	}},
	{name: "matrix.(*Matrix).Index", f: (*matrix.Matrix).Index, wrong: []wrong{
		{"columns were picked, not rows", func(A *matrix.Matrix, indices []int) *matrix.Matrix { return A.T().Index(indices).T() }},
		{"row i of A went to row indices[i]: it is the other way round", func(A *matrix.Matrix, indices []int) *matrix.Matrix {
			B := matrix.New(max(len(rowsOf(A)), len(indices)), cols(A))
			for i, to := range indices {
				copy(B.Row(to), A.Row(i%len(rowsOf(A))))
			}
			return B.Index(upTo(len(indices)))
		}},
		{"rows were counted from 1", func(A *matrix.Matrix, indices []int) *matrix.Matrix {
			return generate(len(indices), cols(A), func(i, j int) float64 { return A.At(indices[i]-1, j) })
		}},
		{"a row that comes again was left empty", func(A *matrix.Matrix, indices []int) *matrix.Matrix {
			B, seen := A.Index(indices), map[int]bool{}
			for i, from := range indices {
				if seen[from] {
					clear(B.Row(i))
				}
				seen[from] = true
			}
			return B
		}},
		{"the first rows were taken, whatever the indices", func(A *matrix.Matrix, indices []int) *matrix.Matrix { return A.Index(upTo(len(indices))) }},
		{"the result has the shape of A", func(A *matrix.Matrix, indices []int) *matrix.Matrix {
			B := matrix.New(A.Dims())
			for i, from := range indices {
				copy(B.Row(i), A.Row(from))
			}
			return B
		}},
		{"", func(A *matrix.Matrix, indices []int) *matrix.Matrix { // the panic is At's
			return generate(len(indices), cols(A), func(i, j int) float64 { return A.At(indices[i], j) })
		}},
	}},
	{name: "matrix.(*Matrix).T", f: (*matrix.Matrix).T, wrong: []wrong{
		{"it is a reshape: the same elements in the same order, cut into other rows", reshaped},
		{"A itself was returned", func(A *matrix.Matrix) *matrix.Matrix { return A }},
		{"a copy of A was returned", func(A *matrix.Matrix) *matrix.Matrix { return A.Scale(1) }},
		{"it was mirrored in the other diagonal", func(A *matrix.Matrix) *matrix.Matrix {
			m, n := A.Dims()
			return generate(n, m, func(i, j int) float64 { return A.At(m-1-j, n-1-i) })
		}},
		{"the result was made m×n, not n×m", func(A *matrix.Matrix) *matrix.Matrix {
			B := matrix.New(A.Dims())
			for i, row := range rowsOf(A) {
				for j, a := range row {
					B.Set(j, i, a)
				}
			}
			return B
		}},
		{"nothing was written into the result", func(A *matrix.Matrix) *matrix.Matrix { return A.Scale(0).T() }},
		{"", func(A *matrix.Matrix) *matrix.Matrix { // in place, where it can be
			if m, n := A.Dims(); m != n {
				return A.T()
			}
			for i, row := range rowsOf(A.T()) {
				copy(A.Row(i), row)
			}
			return A
		}},
	}},
	{name: "matrix.(*Matrix).Square", f: (*matrix.Matrix).Square, wrong: []wrong{
		{"it is the product AA", func(A *matrix.Matrix) *matrix.Matrix { return A.Dot(A) }},
		{"it was doubled", elementwise(func(a float64) float64 { return 2 * a })},
		{"the sign was kept", elementwise(func(a float64) float64 { return a * math.Abs(a) })},
		{"the root was taken", elementwise(math.Sqrt)},
		{"it is A itself", func(A *matrix.Matrix) *matrix.Matrix { return A }},
		{"the elements of A were overwritten", overwriting(func(a float64) float64 { return a * a })},
		{"", elementwise(func(a float64) float64 { return float64(int(a) ^ 2) })},
		{"", func(A *matrix.Matrix) *matrix.Matrix { // AA where it can be
			if m, n := A.Dims(); m == n {
				return A.Dot(A)
			}
			return A.Square()
		}},
		{"", elementwise(func(a float64) float64 { return math.Exp(2 * math.Log(math.Abs(a))) })},
	}},
	{name: "matrix.(*Matrix).Scale", f: (*matrix.Matrix).Scale, wrong: []wrong{
		{"s was added", scaled(func(a, s float64) float64 { return a + s })},
		{"it was divided by s", scaled(func(a, s float64) float64 { return a / s })},
		{"s is always −2", scaled(func(a, s float64) float64 { return -2 * a })},
		{"it is A, not multiplied", scaled(func(a, s float64) float64 { return a })},
		{"zeros were skipped: 0·Inf is NaN", scaled(func(a, s float64) float64 { return orZero(a*s, a != 0 && s != 0) })},
		{"s was made an int", scaled(func(a, s float64) float64 { return a * float64(int(s)) })},
		{"the elements of A were overwritten", func(A *matrix.Matrix, s float64) *matrix.Matrix {
			return overwriting(func(a float64) float64 { return a * s })(A)
		}},
		{"only the first row was multiplied", func(A *matrix.Matrix, s float64) *matrix.Matrix {
			m, n := A.Dims()
			return generate(m, n, func(i, j int) float64 { return A.At(i, j) * []float64{1, s}[int(orZero(1, i == 0))] })
		}},
	}},
	{name: "matrix.(*Matrix).Add", f: (*matrix.Matrix).Add, wrong: broadcasts((*matrix.Matrix).Add,
		func(a, b float64) float64 { return a + b },
		wrong{"it is A − B", repeated(func(a, b float64) float64 { return a - b })},
		wrong{"it is A times B, element by element", repeated(func(a, b float64) float64 { return a * b })},
		wrong{"it is B alone", repeated(func(a, b float64) float64 { return b })},
	)},
	{name: "matrix.(*Matrix).Div", f: (*matrix.Matrix).Div, wrong: broadcasts((*matrix.Matrix).Div,
		func(a, b float64) float64 { return a / b },
		wrong{"it is B/A", repeated(func(a, b float64) float64 { return b / a })},
		wrong{"it was multiplied by 1/B, which is rounded twice", repeated(func(a, b float64) float64 { return a * (1 / b) })},
		wrong{"it is A times B, element by element", repeated(func(a, b float64) float64 { return a * b })},
		wrong{"0 stands where the divisor is 0", repeated(func(a, b float64) float64 { return orZero(a/b, b != 0) })},
		wrong{"", repeated(func(a, b float64) float64 { return float64(int(a) / int(b)) })},
	)},
	{name: "matrix.(*Matrix).ColumnSums", f: (*matrix.Matrix).ColumnSums, wrong: []wrong{
		{"the rows were summed, not the columns, into a row", func(A *matrix.Matrix) *matrix.Matrix { return A.T().ColumnSums() }},
		{"the rows were summed, not the columns, into a column", func(A *matrix.Matrix) *matrix.Matrix { return A.T().ColumnSums().T() }},
		{"the sums are a column; they must be a 1×n row", func(A *matrix.Matrix) *matrix.Matrix { return A.ColumnSums().T() }},
		{"they are the means of the columns", func(A *matrix.Matrix) *matrix.Matrix {
			return elementwise(func(a float64) float64 { return a / float64(len(rowsOf(A))) })(A.ColumnSums())
		}},
		{"all elements went into one sum", func(A *matrix.Matrix) *matrix.Matrix { return A.ColumnSums().T().ColumnSums() }},
		{"the rows were added from the last", func(A *matrix.Matrix) *matrix.Matrix {
			return A.Index(backwards(upTo(len(rowsOf(A))))).ColumnSums()
		}},
		{"absolute values were summed", func(A *matrix.Matrix) *matrix.Matrix { return elementwise(math.Abs)(A).ColumnSums() }},
		{"row 0 was left out", func(A *matrix.Matrix) *matrix.Matrix {
			return A.Index(upTo(len(rowsOf(A)))[min(1, len(rowsOf(A))):]).ColumnSums()
		}},
		{"", func(A *matrix.Matrix) *matrix.Matrix { // it begins with row 0, not with 0
			s := A.Index([]int{0})
			for i := 1; i < len(rowsOf(A)); i++ {
				s = s.Add(A.Index([]int{i}))
			}
			return s
		}},
	}},
	{name: "matrix.(*Matrix).Dot", f: (*matrix.Matrix).Dot, wrong: []wrong{
		{"it is A times B element by element", paired(func(a, b float64) float64 { return a * b }, func(i, j, m, n, rows, cols int) (int, int) { return i, j })},
		{"it is BA", func(A, B *matrix.Matrix) *matrix.Matrix { return product(plus)(B, A) }},
		{"it is ABᵀ", func(A, B *matrix.Matrix) *matrix.Matrix { return product(plus)(A, B.T()) }},
		{"it is AᵀB", func(A, B *matrix.Matrix) *matrix.Matrix { return product(plus)(A.T(), B) }},
		{"it is the transpose (AB)ᵀ", func(A, B *matrix.Matrix) *matrix.Matrix { return A.Dot(B).T() }},
		{"the terms were added from the last", terms(backwards[int])},
		{"the last term is missing", terms(func(l []int) []int { return l[:max(0, len(l)-1)] })},
		{"the first term is missing", terms(func(l []int) []int { return l[min(1, len(l)):] })},
		{"terms with a zero in A were skipped: 0·Inf is NaN", product(func(sum, a, b float64) float64 { return sum + orZero(a*b, a != 0) })},
		{"terms with a zero were skipped: 0·Inf is NaN", product(func(sum, a, b float64) float64 { return sum + orZero(a*b, a != 0 && b != 0) })},
		{"a product and a sum were fused: write float64(a*b)", product(func(sum, a, b float64) float64 { return math.FMA(a, b, sum) })},
		{"only the last term is there: = and not +=", product(func(sum, a, b float64) float64 { return a * b })},
		{"a and b were added, not multiplied", product(func(sum, a, b float64) float64 { return sum + (a + b) })},
		{"the sum goes on from one element to the next", func(A, B *matrix.Matrix) *matrix.Matrix {
			sum := 0.0
			return generate(len(rowsOf(A)), cols(B), func(i, j int) float64 {
				for l, a := range A.Row(i) {
					sum += float64(a * B.At(l, j))
				}
				return sum
			})
		}},
		{"", product(plus)}, // no check of the shapes
		{"", terms(func(l []int) []int { return append(l[min(1, len(l)):], l[:min(1, len(l))]...) })},
	}},
	{name: "matrix.(*Matrix).RowwiseArgmin", f: (*matrix.Matrix).RowwiseArgmin, wrong: []wrong{
		{"indices were counted from 1", func(A *matrix.Matrix) []int { return from1(A.RowwiseArgmin()) }},
		{"the last of equals won", pick(func(v, best float64) bool { return first(v, best) || v == best })},
		{"a number won over NaN", pick(func(v, best float64) bool { return v < best || best != best })},
		{"NaN was passed over, but at 0", pick(func(v, best float64) bool { return v < best })},
		{"the last NaN won", pick(func(v, best float64) bool { return v < best || v != v })},
		{"the largest won", pick(func(v, best float64) bool { return v > best })},
		{"the smallest magnitude won", pick(func(v, best float64) bool { return math.Abs(v) < math.Abs(best) })},
		{"the smallest of each column was taken, not of each row", func(A *matrix.Matrix) []int { return A.T().RowwiseArgmin() }},
		{"the smallest began as 0 or less, not as the first of the row", func(A *matrix.Matrix) []int { return begin(0)(rowsOf(A)) }},
		{"", func(A *matrix.Matrix) []int { return begin(100)(rowsOf(A)) }},
		{"", pick(first)}, // no panic
		{"", pick(func(v, best float64) bool { return false })},
	}},
}

// What the wrong answers are made of.

var shared = map[[2]int]*matrix.Matrix{}

func width(rows [][]float64) int { return len(append(rows, nil)[0]) }

func cols(A *matrix.Matrix) int { _, n := A.Dims(); return n }

func rowsOf(A *matrix.Matrix) [][]float64 {
	m, _ := A.Dims()
	rows := make([][]float64, m)
	for i := range rows {
		rows[i] = A.Row(i)
	}
	return rows
}

func generate(m, n int, element func(i, j int) float64) *matrix.Matrix {
	A := matrix.New(m, n)
	for i := range m {
		for j := range n {
			A.Set(i, j, element(i, j))
		}
	}
	return A
}

func where(m, n int, is func(i, j int) bool) *matrix.Matrix {
	return generate(m, n, func(i, j int) float64 { return orZero(1, is(i, j)) })
}

func reshaped(A *matrix.Matrix) *matrix.Matrix {
	m, n := A.Dims()
	return generate(n, m, func(i, j int) float64 { return A.At((i*m+j)/n, (i*m+j)%n) })
}

func elementwise(f func(a float64) float64) func(A *matrix.Matrix) *matrix.Matrix {
	return func(A *matrix.Matrix) *matrix.Matrix {
		m, n := A.Dims()
		return generate(m, n, func(i, j int) float64 { return f(A.At(i, j)) })
	}
}

func overwriting(f func(a float64) float64) func(A *matrix.Matrix) *matrix.Matrix {
	return func(A *matrix.Matrix) *matrix.Matrix {
		for i, row := range rowsOf(elementwise(f)(A)) {
			copy(A.Row(i), row)
		}
		return A
	}
}

func scaled(f func(a, s float64) float64) func(A *matrix.Matrix, s float64) *matrix.Matrix {
	return func(A *matrix.Matrix, s float64) *matrix.Matrix {
		return elementwise(func(a float64) float64 { return f(a, s) })(A)
	}
}

// paired is an operation on the elements of A and those of B at another place.
func paired(f func(a, b float64) float64, place func(i, j, m, n, rows, cols int) (int, int)) func(A, B *matrix.Matrix) *matrix.Matrix {
	return func(A, B *matrix.Matrix) *matrix.Matrix {
		m, n := A.Dims()
		rows, cols := B.Dims()
		return generate(m, n, func(i, j int) float64 {
			if rows != m || cols != n {
				return f(A.At(i, j), B.At(place(i, j, m, n, rows, cols)))
			}
			return f(A.At(i, j), B.At(i, j))
		})
	}
}

// repeated repeats B whatever its shape.
func repeated(f func(a, b float64) float64) func(A, B *matrix.Matrix) *matrix.Matrix {
	return paired(f, func(i, j, m, n, rows, cols int) (int, int) { return min(i, rows-1), min(j, cols-1) })
}

// broadcasts are the wrong answers that Add and Div have in common, and others.
func broadcasts(right func(A, B *matrix.Matrix) *matrix.Matrix, f func(a, b float64) float64, others ...wrong) []wrong {
	return append(others,
		wrong{"a column was taken for a row: the elements of B were counted off, whatever its shape",
			paired(f, func(i, j, m, n, rows, cols int) (int, int) { p := (i*n + j) % (rows * cols); return p / cols, p % cols })},
		wrong{"a row was taken for a column, and a column for a row", paired(f, func(i, j, m, n, rows, cols int) (int, int) {
			if rows == 1 && cols == n {
				return 0, i % cols
			}
			return j % rows, 0
		})},
		wrong{"no row or column was repeated", paired(f, func(i, j, m, n, rows, cols int) (int, int) { return i, j })},
		wrong{"a column was not repeated", paired(f, func(i, j, m, n, rows, cols int) (int, int) { return min(i, rows-1), j })},
		wrong{"a row was not repeated", paired(f, func(i, j, m, n, rows, cols int) (int, int) { return i, min(j, cols-1) })},
		wrong{"the elements of A were overwritten", func(A, B *matrix.Matrix) *matrix.Matrix {
			for i, row := range rowsOf(right(A, B)) {
				copy(A.Row(i), row)
			}
			return A
		}},
		wrong{"", repeated(f)},
		wrong{"", func(A, B *matrix.Matrix) *matrix.Matrix { // a panic that says nothing
			defer func() {
				if recover() != nil {
					panic("shapes")
				}
			}()
			return right(A, B)
		}},
		wrong{"", func(A, B *matrix.Matrix) *matrix.Matrix { // A is repeated, too
			if m, _ := A.Dims(); m == 1 {
				A = matrix.Ones(len(rowsOf(B)), 1).Dot(A)
			}
			return right(A, B)
		}})
}

func plus(sum, a, b float64) float64 { return sum + float64(a*b) }

// product is a product of matrices of any shapes.
func product(term func(sum, a, b float64) float64) func(A, B *matrix.Matrix) *matrix.Matrix {
	return func(A, B *matrix.Matrix) *matrix.Matrix {
		return generate(len(rowsOf(A)), cols(B), func(i, j int) float64 {
			sum := 0.0
			for l, a := range A.Row(i) {
				sum = term(sum, a, B.At(l, j))
			}
			return sum
		})
	}
}

// terms takes the terms of the product in another order, or not all.
func terms(order func(l []int) []int) func(A, B *matrix.Matrix) *matrix.Matrix {
	return func(A, B *matrix.Matrix) *matrix.Matrix {
		_, p := A.Dims()
		return A.T().Index(order(upTo(p))).T().Dot(B.Index(order(upTo(p))))
	}
}

func pick(better func(v, best float64) bool) func(A *matrix.Matrix) []int {
	return func(A *matrix.Matrix) []int { return choose(better)(rowsOf(A)) }
}
