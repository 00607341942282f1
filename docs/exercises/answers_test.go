package main

// An answer is what a student may write in place of the TODO.
type answer struct {
	what string
	body string
	says string // what the message must say about it, if it is a known slip
}

// A judged task has answers: a right one, written as a student would and not as the
// repository has it, and wrong ones that are easily written.
type judged struct {
	task  string
	right string
	wrong []answer
}

var answers = []judged{
	{"pointwise.Distance", `
		s := 0.0
		for l := 0; l < len(x); l++ {
			s += float64((x[l] - mu[l]) * (x[l] - mu[l]))
		}
		return math.Sqrt(s)`, []answer{
		{"no root", `s := 0.0; for l := range x { d := x[l] - mu[l]; s += float64(d * d) }; return s`, "the root is missing"},
		{"Manhattan", `s := 0.0; for l := range x { s += math.Abs(x[l] - mu[l]) }; return s`, "Manhattan"},
		{"signed differences", `s := 0.0; for l := range x { s += x[l] - mu[l] }; return math.Abs(s)`, "before squaring"},
		{"one coordinate too few", `s := 0.0; for l := range len(x) - 1 { d := x[l] - mu[l]; s += float64(d * d) }; return math.Sqrt(s)`, ""},
		{"one coordinate too many", `s := 0.0; for l := 0; l <= len(x); l++ { d := x[l] - mu[l]; s += float64(d * d) }; return math.Sqrt(s)`, "index out of range"},
		{"a constant", `return 5`, ""},
		{"two coordinates only", `return math.Sqrt(float64((x[0]-mu[0])*(x[0]-mu[0])) + float64((x[1]-mu[1])*(x[1]-mu[1])))`, "while trying"},
	}},
	{"pointwise.ExpandedDistance", `
		dot := func(a, b []float64) float64 {
			s := 0.0
			for l := range a { s += float64(a[l] * b[l]) }
			return s
		}
		return math.Sqrt(dot(x, x) - 2*dot(x, mu) + dot(mu, mu[:len(x)]))`, []answer{
		{"2 forgotten", `a, b, c := 0.0, 0.0, 0.0; for l := range x { a += float64(x[l] * x[l]); b += float64(x[l] * mu[l]); c += float64(mu[l] * mu[l]) }; return math.Sqrt(a - b + c)`, "the 2 is missing"},
		{"plus", `a, b, c := 0.0, 0.0, 0.0; for l := range x { a += float64(x[l] * x[l]); b += float64(x[l] * mu[l]); c += float64(mu[l] * mu[l]) }; return math.Sqrt(a + 2*b + c)`, "added, not subtracted"},
		{"no root", `a, b, c := 0.0, 0.0, 0.0; for l := range x { a += float64(x[l] * x[l]); b += float64(x[l] * mu[l]); c += float64(mu[l] * mu[l]) }; return a - 2*b + c`, "the root is missing"},
		{"clipped at 0", `a, b, c := 0.0, 0.0, 0.0; for l := range x { a += float64(x[l] * x[l]); b += float64(x[l] * mu[l]); c += float64(mu[l] * mu[l]) }; return math.Sqrt(math.Max(0, a-2*b+c))`, "made 0 before the root"},
		{"the direct form", `s := 0.0; for l := range x { d := x[l] - mu[l]; s += float64(d * d) }; return math.Sqrt(s)`, "it is Distance"},
	}},
	{"pointwise.Score", `
		var product, square float64
		for l, v := range x {
			product += float64(v * mu[l])
			square += float64(mu[l] * mu[l])
		}
		return square - 2*product`, []answer{
		{"−2 forgotten", `p, q := 0.0, 0.0; for l := range x { p += float64(x[l] * mu[l]); q += float64(mu[l] * mu[l]) }; return p + q`, "the −2 is missing"},
		{"+2", `p, q := 0.0, 0.0; for l := range x { p += float64(x[l] * mu[l]); q += float64(mu[l] * mu[l]) }; return 2*p + q`, "the minus of −2 is missing"},
		{"the norm of x", `p, q := 0.0, 0.0; for l := range x { p += float64(x[l] * mu[l]); q += float64(x[l] * x[l]) }; return -2*p + q`, "confused"},
		{"the whole squared distance", `s := 0.0; for l := range x { d := x[l] - mu[l]; s += float64(d * d) }; return s`, "‖x‖² was left in"},
		{"the norm and not its square", `p, q := 0.0, 0.0; for l := range x { p += float64(x[l] * mu[l]); q += float64(mu[l] * mu[l]) }; return -2*p + math.Sqrt(q)`, "not squared"},
		{"a constant", `return 0`, ""},
	}},
	{"pointwise.Labels", `
		Y := []int{}
		for _, x := range X {
			y, least := 0, measure(x, M[0])
			for j, mu := range M {
				v := measure(x, mu)
				if math.IsNaN(v) { y = j; break }
				if v < least { y, least = j, v }
			}
			Y = append(Y, y)
		}
		return Y`, []answer{
		{"the last of equals", `Y := make([]int, len(X)); for i, x := range X { best := math.Inf(1); for j, mu := range M { if v := measure(x, mu); v <= best { best, Y[i] = v, j } } }; return Y`, "the last of equals won"},
		{"NaN passed over", `Y := make([]int, len(X)); for i, x := range X { best := measure(x, M[0]); for j, mu := range M { if v := measure(x, mu); v < best { best, Y[i] = v, j } } }; return Y`, "NaN was passed over"},
		{"the farthest", `Y := make([]int, len(X)); for i, x := range X { best := measure(x, M[0]); for j, mu := range M { if v := measure(x, mu); v > best { best, Y[i] = v, j } } }; return Y`, "the largest won"},
		{"labels from 1", `Y := make([]int, len(X)); for i, x := range X { best := measure(x, M[0]); Y[i] = 1; for j, mu := range M { v := measure(x, mu); if v != v { Y[i] = j + 1; break }; if v < best { best, Y[i] = v, j+1 } } }; return Y`, "counted from 1"},
		{"center before point", `Y := make([]int, len(X)); for i, x := range X { best := measure(M[0], x); for j, mu := range M { if v := measure(mu, x); v < best { best, Y[i] = v, j } } }; return Y`, "the point first"},
		{"all zero", `return make([]int, len(X))`, ""},
	}},
	{"pointwise.OneHot", `
		var Z [][]float64
		for _, y := range Y {
			row := make([]float64, k)
			row[y]++
			Z = append(Z, row)
		}
		return Z`, []answer{
		{"transposed", `Z := make([][]float64, k); for j := range Z { Z[j] = make([]float64, len(Y)) }; for i, y := range Y { Z[y][i] = 1 }; return Z`, "transposed"},
		{"one row for all", `row := make([]float64, k); Z := make([][]float64, len(Y)); for i, y := range Y { row[y] = 1; Z[i] = row }; return Z`, ""},
		{"from 1", `Z := make([][]float64, len(Y)); for i, y := range Y { Z[i] = make([]float64, k); if y > 0 { Z[i][y-1] = 1 } }; return Z`, ""},
		{"rows not made", `Z := make([][]float64, len(Y)); for i, y := range Y { Z[i][y] = 1 }; return Z`, "index out of range"},
		{"zeros", `Z := make([][]float64, len(Y)); for i := range Z { Z[i] = make([]float64, k) }; return Z`, ""},
		{"rows of the identity shared", `I := make([][]float64, k); for j := range I { I[j] = make([]float64, k); I[j][j] = 1 }; Z := make([][]float64, len(Y)); for i, y := range Y { Z[i] = I[y] }; return Z`, "copies"},
	}},
	{"pointwise.SetMeans", `
		n := 0
		if len(X) > 0 { n = len(X[0]) }
		M := make([][]float64, k)
		for j := range M {
			M[j] = make([]float64, n)
			size := 0
			for i, x := range X {
				if Y[i] < 0 || Y[i] >= k { panic("no such label") }
				if Y[i] != j { continue }
				size++
				for l := range x { M[j][l] += x[l] }
			}
			for l := range M[j] { M[j][l] /= float64(size) }
		}
		return M`, []answer{
		{"divided by m", `M := make([][]float64, k); for j := range M { if len(X) > 0 { M[j] = make([]float64, len(X[0])) } }; for i, x := range X { for l := range x { M[Y[i]][l] += x[l] } }; for j := range M { for l := range M[j] { M[j][l] /= float64(len(X)) } }; return M`, "divided by m"},
		{"empty made 0", `M := make([][]float64, k); c := make([]float64, k); for j := range M { if len(X) > 0 { M[j] = make([]float64, len(X[0])) } }; for i, x := range X { c[Y[i]]++; for l := range x { M[Y[i]][l] += x[l] } }; for j := range M { for l := range M[j] { if c[j] > 0 { M[j][l] /= c[j] } } }; return M`, "made 0"},
		{"sums", `M := make([][]float64, k); for j := range M { if len(X) > 0 { M[j] = make([]float64, len(X[0])) } }; for i, x := range X { for l := range x { M[Y[i]][l] += x[l] } }; return M`, "not divided"},
		{"integer counts", `M := make([][]float64, k); c := make([]int, k); for j := range M { if len(X) > 0 { M[j] = make([]float64, len(X[0])) } }; for i, x := range X { c[Y[i]]++; for l := range x { M[Y[i]][l] += x[l] } }; for j := range M { for l := range M[j] { M[j][l] = float64(int(M[j][l]) / max(1, c[j])) } }; return M`, ""},
		{"running mean", `M := make([][]float64, k); c := make([]float64, k); for j := range M { if len(X) > 0 { M[j] = make([]float64, len(X[0])) }; for l := range M[j] { M[j][l] = math.NaN() } }; for i, x := range X { c[Y[i]]++; for l := range x { if c[Y[i]] == 1 { M[Y[i]][l] = 0 }; M[Y[i]][l] += (x[l] - M[Y[i]][l]) / c[Y[i]] } }; return M`, "point by point"},
		{"added to the first point", `M := make([][]float64, k); c := make([]float64, k); for j := range M { for i, x := range X { if Y[i] == j { c[j]++; if M[j] == nil { M[j] = x } else { for l := range x { M[j][l] += x[l] } } } }; for l := range M[j] { M[j][l] /= c[j] } }; return M`, ""},
	}},
	{"pointwise.WeightedMeans", `
		if len(X) == 0 { return nil }
		if len(Z) < len(X) { panic("rows of Z are missing") }
		M := make([][]float64, len(Z[0]))
		for j := range M {
			M[j] = make([]float64, len(X[0]))
			for l := range M[j] {
				var above, below float64
				for i := range X {
					above += float64(Z[i][j] * X[i][l])
					below += Z[i][j]
				}
				M[j][l] = above / below
			}
		}
		return M`, []answer{
		{"divided by m", `if len(X) == 0 { return nil }; M := make([][]float64, len(Z[0])); for j := range M { M[j] = make([]float64, len(X[0])); for i, x := range X { for l := range x { M[j][l] += float64(Z[i][j] * x[l]) } }; for l := range M[j] { M[j][l] /= float64(len(X)) } }; return M`, "divided by m"},
		{"weights as yes or no", `if len(X) == 0 { return nil }; M := make([][]float64, len(Z[0])); for j := range M { M[j] = make([]float64, len(X[0])); n := 0.0; for i, x := range X { if Z[i][j] != 0 { n++; for l := range x { M[j][l] += x[l] } } }; for l := range M[j] { M[j][l] /= n } }; return M`, "every weight but 0 counted as 1"},
		{"not divided", `if len(X) == 0 { return nil }; M := make([][]float64, len(Z[0])); for j := range M { M[j] = make([]float64, len(X[0])); for i, x := range X { for l := range x { M[j][l] += float64(Z[i][j] * x[l]) } } }; return M`, "not divided"},
		{"unweighted sum", `if len(X) == 0 { return nil }; M := make([][]float64, len(Z[0])); for j := range M { M[j] = make([]float64, len(X[0])); w := 0.0; for i, x := range X { w += Z[i][j]; for l := range x { M[j][l] += x[l] } }; for l := range M[j] { M[j][l] /= w } }; return M`, "without their weights"},
		{"empty made 0", `if len(X) == 0 { return nil }; M := make([][]float64, len(Z[0])); for j := range M { M[j] = make([]float64, len(X[0])); w := 0.0; for i, x := range X { w += Z[i][j]; for l := range x { M[j][l] += float64(Z[i][j] * x[l]) } }; for l := range M[j] { if w != 0 { M[j][l] /= w } } }; return M`, "made 0"},
		{"k from X", `if len(X) == 0 { return nil }; M := make([][]float64, len(X[0])); for j := range M { M[j] = make([]float64, len(X[0])); w := 0.0; for i, x := range X { w += Z[i][j]; for l := range x { M[j][l] += float64(Z[i][j] * x[l]) } }; for l := range M[j] { M[j][l] /= w } }; return M`, ""},
	}},
	{"pointwise.Fit", `
		bad := func(format string, args ...any) (Result, error) {
			return Result{}, fmt.Errorf("pointwise: Fit: "+format, args...)
		}
		if len(X) == 0 { return bad("no points in X") }
		n := len(X[0])
		if n == 0 { return bad("X[0] has no coordinates") }
		if len(M) == 0 { return bad("no centers in M") }
		if len(M) > len(X) { return bad("more centers than points: X has %d, M has %d", len(X), len(M)) }
		if steps < 1 { return bad("steps is %d", steps) }
		for name, rows := range map[string][][]float64{"X": X, "M": M} {
			for i, row := range rows {
				if len(row) == 1 && n != 1 { return bad("%s[%d] has 1 column, X[0] has %d", name, i, n) }
				if len(row) != n { return bad("%s[%d] has %d columns, X[0] has %d", name, i, len(row), n) }
				for l, v := range row {
					if math.IsNaN(v) || math.IsInf(v, 0) { return bad("%s[%d][%d] is %v", name, i, l, v) }
				}
			}
		}
		var r Result
		for step := range steps {
			Y := Labels(X, M, Distance)
			same := step > 0
			for i := range Y { same = same && Y[i] == r.Y[i] }
			means := SetMeans(X, Y, len(M))
			for j := range means { if math.IsNaN(means[j][0]) { copy(means[j], M[j]) } }
			M = means
			cost := 0.0
			for i, x := range X { for l := range x { d := x[l] - M[Y[i]][l]; cost += float64(d * d) } }
			r = Result{Y, M, append(r.Costs, cost), same}
			if same { break }
		}
		return r, nil`, []answer{
		{"dead centers", `var r Result; for len(r.Costs) < steps && !r.Converged { Y := Labels(X, M, Distance); r.Converged = slices.Equal(Y, r.Y); M = SetMeans(X, Y, len(M)); c := 0.0; for i, x := range X { for l := range x { d := x[l] - M[Y[i]][l]; c += float64(d * d) } }; r.Y, r.M, r.Costs = Y, M, append(r.Costs, c) }; return r, nil`, ""},
		{"all the steps", `var r Result; for range steps { Y := Labels(X, M, Distance); M2 := SetMeans(X, Y, len(M)); for j := range M2 { if !slices.Contains(Y, j) { copy(M2[j], M[j]) } }; M = M2; c := 0.0; for i, x := range X { for l := range x { d := x[l] - M[Y[i]][l]; c += float64(d * d) } }; r.Y, r.M, r.Costs = Y, M, append(r.Costs, c) }; return r, nil`, ""},
		{"labels that begin with zeros", `r := Result{Y: make([]int, len(X))}; for len(r.Costs) < steps && !r.Converged { Y := Labels(X, M, Distance); r.Converged = slices.Equal(Y, r.Y); M2 := SetMeans(X, Y, len(M)); for j := range M2 { if !slices.Contains(Y, j) { copy(M2[j], M[j]) } }; M = M2; c := 0.0; for i, x := range X { for l := range x { d := x[l] - M[Y[i]][l]; c += float64(d * d) } }; r.Y, r.M, r.Costs = Y, M, append(r.Costs, c) }; return r, nil`, ""},
		{"the cost before the centers move", `var r Result; for len(r.Costs) < steps && !r.Converged { Y := Labels(X, M, Distance); r.Converged = slices.Equal(Y, r.Y); c := 0.0; for i, x := range X { for l := range x { d := x[l] - M[Y[i]][l]; c += float64(d * d) } }; M2 := SetMeans(X, Y, len(M)); for j := range M2 { if !slices.Contains(Y, j) { copy(M2[j], M[j]) } }; M = M2; r.Y, r.M, r.Costs = Y, M, append(r.Costs, c) }; return r, nil`, ""},
		{"no errors", `var r Result; for len(r.Costs) < steps && !r.Converged { Y := Labels(X, M, Distance); r.Converged = slices.Equal(Y, r.Y); M2 := SetMeans(X, Y, len(M)); for j := range M2 { if !slices.Contains(Y, j) { copy(M2[j], M[j]) } }; M = M2; c := 0.0; for i, x := range X { for l := range x { d := x[l] - M[Y[i]][l]; c += float64(d * d) } }; r.Y, r.M, r.Costs = Y, M, append(r.Costs, c) }; return r, nil`, ""},
	}},

	{"matrix.FromRows", `
		n := 0
		if len(rows) > 0 { n = len(rows[0]) }
		A := New(len(rows), n)
		for i, row := range rows {
			if len(row) != n { panic(fmt.Sprintf("matrix: FromRows: row 0 has %d columns, row %d has %d", n, i, len(row))) }
			for j, v := range row { A.Set(i, j, v) }
		}
		return A`, []answer{
		{"transposed", `if len(rows) == 0 { return New(0, 0) }; A := New(len(rows[0]), len(rows)); for i, row := range rows { for j, v := range row { A.Set(j, i, v) } }; return A`, "the rows taken for columns"},
		{"row 0 everywhere", `if len(rows) == 0 { return New(0, 0) }; A := New(len(rows), len(rows[0])); for i := range rows { copy(A.Row(i), rows[0]) }; return A`, ""},
		{"no rows not thought of", `A := New(len(rows), len(rows[0])); for i, row := range rows { if len(row) != A.cols { panic(fmt.Sprintf("matrix: FromRows: row 0 has %d columns, row %d has %d", A.cols, i, len(row))) }; copy(A.Row(i), row) }; return A`, "index out of range"},
		{"rows of any length", `if len(rows) == 0 { return New(0, 0) }; A := New(len(rows), len(rows[0])); for i, row := range rows { copy(A.Row(i), row) }; return A`, "does not panic"},
		{"not copied", `if len(rows) == 1 { return &Matrix{1, len(rows[0]), rows[0]} }; A := New(len(rows), 0); if len(rows) > 0 { A = New(len(rows), len(rows[0])) }; for i, row := range rows { if len(row) != A.cols { panic(fmt.Sprintf("matrix: FromRows: row 0 has %d columns, row %d has %d", A.cols, i, len(row))) }; copy(A.Row(i), row) }; return A`, "must copy"},
	}},
	{"matrix.Ones", `
		A := New(m, n)
		for i := range m { for j := range n { A.Set(i, j, 1) } }
		return A`, []answer{
		{"zeros", `return New(m, n)`, ""},
		{"n×m", `A := New(n, m); for i := range A.data { A.data[i] = 1 }; return A`, "columns before rows"},
		{"the diagonal", `A := New(m, n); for i := range min(m, n) { A.Set(i, i, 1) }; return A`, ""},
		{"the first row", `A := New(m, n); for j := range n { if m > 0 { A.Set(0, j, 1) } }; return A`, ""},
		{"one matrix for all", `A := &ones; A.rows, A.cols = m, n; for len(A.data) < m*n { A.data = append(A.data, 1) }; A.data = A.data[:m*n]; return A
}
var ones Matrix
func unused() {`, "after the first was written to"},
	}},
	{"matrix.Eye", `
		A := New(k, k)
		for i := range k { A.data[i*k+i] = 1 }
		return A`, []answer{
		{"zeros", `return New(k, k)`, ""},
		{"the diagonal that goes up", `A := New(k, k); for i := range k { A.Set(i, k-1-i, 1) }; return A`, "runs the other way"},
		{"ones", `A := New(k, k); for i := range A.data { A.data[i] = 1 }; return A`, ""},
		{"counted from 1", `A := New(k, k); for i := 1; i < k; i++ { A.Set(i, i, 1) }; return A`, ""},
		{"one 1 too many", `A := New(k, k); for i := 0; i <= k; i++ { A.Set(i, i, 1) }; return A`, "no element"},
	}},
	{"matrix.(*Matrix).Index", `
		B := New(len(indices), A.cols)
		for i, from := range indices {
			if from < 0 || from >= A.rows { panic(fmt.Sprintf("matrix: Index: no row %d (indices[%d]) in a %s matrix, counting from 0", from, i, A.shape())) }
			for j := range A.cols { B.Set(i, j, A.At(from, j)) }
		}
		return B`, []answer{
		{"columns", `B := New(A.rows, len(indices)); for i := range A.rows { for j, from := range indices { B.Set(i, j, A.At(i, from%A.cols)) } }; return B`, "columns, not rows"},
		{"the shape of A", `B := New(A.rows, A.cols); for i, from := range indices { copy(B.Row(i), A.Row(from)) }; return B`, ""},
		{"scattered", `B := New(len(indices), A.cols); for i, to := range indices { if to < B.rows && i < A.rows { copy(B.Row(to), A.Row(i)) } }; return B`, "not taken from there"},
		{"counted from 1", `B := New(len(indices), A.cols); for i, from := range indices { copy(B.Row(i), A.Row(from-1)) }; return B`, ""},
		{"each row once", `B := New(len(indices), A.cols); seen := map[int]bool{}; for i, from := range indices { if !seen[from] { copy(B.Row(i), A.Row(from)) }; seen[from] = true }; return B`, ""},
		{"the panic of Row", `B := New(len(indices), A.cols); for i, from := range indices { copy(B.Row(i), A.Row(from)) }; return B`, "matrix: Index"},
	}},
	{"matrix.(*Matrix).T", `
		B := New(A.cols, A.rows)
		for i := range A.rows { for j := range A.cols { B.Set(j, i, A.At(i, j)) } }
		return B`, []answer{
		{"a reshape", `B := New(A.cols, A.rows); copy(B.data, A.data); return B`, "reshape"},
		{"A itself", `return A`, "A itself"},
		{"in place", `for i := range A.rows { for j := range i { if i < A.cols { a, b := A.At(i, j), A.At(j, i); A.Set(i, j, b); A.Set(j, i, a) } } }; return A`, ""},
		{"square only", `B := New(A.rows, A.cols); for i := range A.rows { for j := range A.cols { B.Set(j, i, A.At(i, j)) } }; return B`, "no element"},
		{"the other diagonal", `B := New(A.cols, A.rows); for i := range A.rows { for j := range A.cols { B.Set(A.cols-1-j, A.rows-1-i, A.At(i, j)) } }; return B`, ""},
	}},
	{"matrix.(*Matrix).Square", `
		B := New(A.rows, A.cols)
		for i := range A.rows { for j := range A.cols { B.Set(i, j, A.At(i, j)*A.At(i, j)) } }
		return B`, []answer{
		{"the product", `if A.rows != A.cols { B := New(A.rows, A.cols); for i, a := range A.data { B.data[i] = a * a }; return B }; B := New(A.rows, A.rows); for i := range A.rows { for j := range A.rows { for l := range A.rows { B.data[i*A.rows+j] += A.At(i, l) * A.At(l, j) } } }; return B`, "the product AA"},
		{"doubled", `B := New(A.rows, A.cols); for i, a := range A.data { B.data[i] = 2 * a }; return B`, ""},
		{"in place", `for i, a := range A.data { A.data[i] = a * a }; return A`, "leaves its operands alone"},
		{"bitwise exclusive or", `B := New(A.rows, A.cols); for i, a := range A.data { B.data[i] = float64(int(a) ^ 2) }; return B`, ""},
		{"the sign kept", `B := New(A.rows, A.cols); for i, a := range A.data { B.data[i] = a * max(a, -a) }; return B`, ""},
	}},
	{"matrix.(*Matrix).Scale", `
		B := New(A.rows, A.cols)
		for i := range B.data { B.data[i] = A.data[i] * s }
		return B`, []answer{
		{"added", `B := New(A.rows, A.cols); for i, a := range A.data { B.data[i] = s + a }; return B`, ""},
		{"always −2", `B := New(A.rows, A.cols); for i, a := range A.data { B.data[i] = -2 * a }; return B`, ""},
		{"in place", `for i := range A.data { A.data[i] *= s }; return A`, "leaves its operands alone"},
		{"zeros skipped", `B := New(A.rows, A.cols); for i, a := range A.data { if a != 0 && s != 0 { B.data[i] = s * a } }; return B`, ""},
		{"the first row", `B := New(A.rows, A.cols); copy(B.data, A.data); for j := range A.cols { if A.rows > 0 { B.data[j] *= s } }; return B`, ""},
	}},
	{"matrix.(*Matrix).Add", `
		row, col := B.rows == 1 && B.cols == A.cols, B.cols == 1 && B.rows == A.rows
		whole := B.rows == A.rows && B.cols == A.cols
		if !whole && !row && !col { panic(fmt.Sprintf("matrix: Add: %s plus %s: want %s, 1×%d or %d×1", A.shape(), B.shape(), A.shape(), A.cols, A.rows)) }
		C := New(A.rows, A.cols)
		for i := range A.rows { for j := range A.cols {
			switch {
			case whole: C.Set(i, j, A.At(i, j) + B.At(i, j))
			case row: C.Set(i, j, A.At(i, j) + B.At(0, j))
			default: C.Set(i, j, A.At(i, j) + B.At(i, 0))
			}
		} }
		return C`, []answer{
		{"no broadcasting", `C := New(A.rows, A.cols); for i := range A.data { C.data[i] = A.data[i] + B.data[i] }; return C`, "while trying"},
		{"broadcasting by counting", `C := New(A.rows, A.cols); for i := range A.data { C.data[i] = A.data[i] + B.data[i%len(B.data)] }; return C`, "the column taken for a row"},
		{"row and column exchanged", `C := New(A.rows, A.cols); for i := range A.rows { for j := range A.cols { b := 0.0; switch { case B.rows == A.rows && B.cols == A.cols: b = B.At(i, j); case B.rows == 1: b = B.data[i%len(B.data)]; default: b = B.data[j%len(B.data)] }; C.Set(i, j, A.At(i, j)+b) } }; return C`, "taken for a"},
		{"in place", `for i := range A.rows { for j := range A.cols { A.data[i*A.cols+j] += B.At(min(i, B.rows-1), min(j, B.cols-1)) } }; return A`, "leaves its operands alone"},
		{"anything broadcast", `C := New(A.rows, A.cols); for i := range A.rows { for j := range A.cols { C.Set(i, j, A.At(i, j)+B.At(min(i, B.rows-1), min(j, B.cols-1))) } }; return C`, "does not panic"},
		{"subtracted", `C := New(A.rows, A.cols); for i := range A.rows { for j := range A.cols { C.Set(i, j, A.At(i, j)-B.At(min(i, B.rows-1), min(j, B.cols-1))) } }; return C`, "A − B"},
	}},
	{"matrix.(*Matrix).Div", `
		i1, j1 := 1, 1
		if B.rows == 1 && A.rows != 1 { i1 = 0 }
		if B.cols == 1 && A.cols != 1 { j1 = 0 }
		if i1 == 1 && B.rows != A.rows || j1 == 1 && B.cols != A.cols || i1+j1 == 0 { panic(fmt.Sprintf("matrix: Div: %s by %s: want %s, 1×%d or %d×1", A.shape(), B.shape(), A.shape(), A.cols, A.rows)) }
		C := New(A.rows, A.cols)
		for i := range A.rows { for j := range A.cols { C.Set(i, j, A.At(i, j) / B.At(i*i1, j*j1)) } }
		return C`, []answer{
		{"upside down", `C := New(A.rows, A.cols); for i := range A.rows { for j := range A.cols { C.Set(i, j, B.At(min(i, B.rows-1), min(j, B.cols-1))/A.At(i, j)) } }; return C`, "B/A"},
		{"times the inverse", `C := New(A.rows, A.cols); for i := range A.rows { for j := range A.cols { C.Set(i, j, A.At(i, j)*(1/B.At(min(i, B.rows-1), min(j, B.cols-1)))) } }; return C`, "rounded twice"},
		{"0 where it divides by 0", `C := New(A.rows, A.cols); for i := range A.rows { for j := range A.cols { if b := B.At(min(i, B.rows-1), min(j, B.cols-1)); b != 0 { C.Set(i, j, A.At(i, j)/b) } } }; return C`, ""},
		{"broadcasting by counting", `C := New(A.rows, A.cols); for i := range A.data { C.data[i] = A.data[i] / B.data[i%len(B.data)] }; return C`, "the column taken for a row"},
		{"no broadcasting", `C := New(A.rows, A.cols); for i := range A.data { C.data[i] = A.data[i] / B.data[i] }; return C`, "while trying"},
	}},
	{"matrix.(*Matrix).ColumnSums", `
		S := New(1, A.cols)
		for j := range A.cols {
			sum := 0.0
			for i := range A.rows { sum += A.At(i, j) }
			S.Set(0, j, sum)
		}
		return S`, []answer{
		{"rows", `S := New(A.rows, 1); for i := range A.rows { for _, a := range A.Row(i) { S.data[i] += a } }; return S`, "the sums of the rows"},
		{"a column", `S := New(A.cols, 1); for i := range A.rows { for j, a := range A.Row(i) { S.data[j] += a } }; return S`, "must be a 1×n row"},
		{"means", `S := New(1, A.cols); for i := range A.rows { for j, a := range A.Row(i) { S.data[j] += a } }; for j := range S.data { S.data[j] /= float64(A.rows) }; return S`, "the means of the columns"},
		{"everything", `S := New(1, 1); for _, a := range A.data { S.data[0] += a }; return S`, "the sum of all elements"},
		{"from the last row", `S := New(1, A.cols); for i := A.rows - 1; i >= 0; i-- { for j, a := range A.Row(i) { S.data[j] += a } }; return S`, "from the last to the first"},
	}},
	{"matrix.(*Matrix).Dot", `
		if A.cols != B.rows { panic(fmt.Sprintf("matrix: Dot: %s times %s: %d columns against %d rows", A.shape(), B.shape(), A.cols, B.rows)) }
		C := New(A.rows, B.cols)
		for i := range A.rows { for j := range B.cols {
			sum := 0.0
			for l := range A.cols { sum += float64(A.At(i, l) * B.At(l, j)) }
			C.Set(i, j, sum)
		} }
		return C`, []answer{
		{"element by element", `C := New(A.rows, B.cols); for i := range C.data { C.data[i] = A.data[i%len(A.data)] * B.data[i%len(B.data)] }; return C`, "element by element"},
		{"ABᵀ", `C := New(A.rows, B.rows); for i := range A.rows { for j := range B.rows { for l := range A.cols { C.data[i*B.rows+j] += float64(A.At(i, l) * B.At(j, l)) } } }; return C`, "ABᵀ"},
		{"BA", `C := New(B.rows, A.cols); for i := range B.rows { for j := range A.cols { for l := range B.cols { C.data[i*A.cols+j] += float64(B.At(i, l) * A.At(l, j)) } } }; return C`, "BA"},
		{"from the last term", `if A.cols != B.rows { panic(fmt.Sprintf("matrix: Dot: %s times %s: %d columns against %d rows", A.shape(), B.shape(), A.cols, B.rows)) }; C := New(A.rows, B.cols); for i := range A.rows { for j := range B.cols { for l := A.cols - 1; l >= 0; l-- { C.data[i*B.cols+j] += float64(A.At(i, l) * B.At(l, j)) } } }; return C`, "from the last to the first"},
		{"zeros skipped", `if A.cols != B.rows { panic(fmt.Sprintf("matrix: Dot: %s times %s: %d columns against %d rows", A.shape(), B.shape(), A.cols, B.rows)) }; C := New(A.rows, B.cols); for i := range A.rows { for j := range B.cols { for l := range A.cols { if a := A.At(i, l); a != 0 { C.data[i*B.cols+j] += float64(a * B.At(l, j)) } } } }; return C`, "zeros left out"},
		{"the last term only", `C := New(A.rows, B.cols); for i := range A.rows { for j := range B.cols { for l := range A.cols { C.data[i*B.cols+j] = float64(A.At(i, l) * B.At(l, j)) } } }; return C`, ""},
		{"no check of the shapes", `C := New(A.rows, B.cols); for i := range A.rows { for j := range B.cols { for l := range A.cols { C.data[i*B.cols+j] += float64(A.At(i, l) * B.At(l, j)) } } }; return C`, "columns against"},
	}},
	{"matrix.(*Matrix).RowwiseArgmin", `
		if A.cols == 0 { panic(fmt.Sprintf("matrix: RowwiseArgmin: %s: no columns to choose from", A.shape())) }
		var Y []int
		for i := range A.rows {
			y := 0
			for j, v := range A.Row(i) {
				if v != v { y = j; break }
				if v < A.At(i, y) { y = j }
			}
			Y = append(Y, y)
		}
		return Y`, []answer{
		{"the last of equals", `Y := make([]int, A.rows); for i := range Y { for j, v := range A.Row(i) { if v <= A.At(i, Y[i]) { Y[i] = j } } }; return Y`, "of equals the first wins"},
		{"NaN passed over", `Y := make([]int, A.rows); for i := range Y { for j, v := range A.Row(i) { if v < A.At(i, Y[i]) { Y[i] = j } } }; return Y`, "a NaN is smaller"},
		{"argmax", `Y := make([]int, A.rows); for i := range Y { for j, v := range A.Row(i) { if v > A.At(i, Y[i]) { Y[i] = j } } }; return Y`, ""},
		{"columnwise", `Y := make([]int, A.cols); for j := range Y { for i := range A.rows { if A.At(i, j) < A.At(Y[j], j) { Y[j] = i } } }; return Y`, ""},
		{"smallest magnitude", `Y := make([]int, A.rows); for i := range Y { for j, v := range A.Row(i) { w := A.At(i, Y[i]); if max(v, -v) < max(w, -w) { Y[i] = j } } }; return Y`, "not the one nearest to 0"},
		{"counted from 1", `Y := make([]int, A.rows); for i := range Y { y := 0; for j, v := range A.Row(i) { if v < A.At(i, y) { y = j } }; Y[i] = y + 1 }; return Y`, "from 0"},
	}},

	{"kmeans.RowwiseOneHot", `
		Z := matrix.New(len(Y), k)
		for i, y := range Y { Z.Set(i, y, 1) }
		return Z`, []answer{
		{"transposed", `return matrix.Eye(k).Index(Y).T()`, "it looks transposed"},
		{"counted from 1", `Z := matrix.New(len(Y), k); for i, y := range Y { if y > 0 { Z.Set(i, y-1, 1) } }; return Z`, "counted from 1"},
		{"the identity", `return matrix.Eye(k)`, ""},
		{"labels themselves", `Z := matrix.New(len(Y), k); for i, y := range Y { Z.Set(i, y, float64(y)) }; return Z`, ""},
		{"k from the labels", `most := 0; for _, y := range Y { most = max(most, y) }; return matrix.Eye(most + 1).Index(Y)`, ""},
	}},
	{"kmeans.Expectation", `
		m, n := X.Dims()
		k, _ := M.Dims()
		products := X.Dot(M.T())
		norms := matrix.Ones(m, n).Dot(M.T().Square())
		Y = norms.Add(products.Scale(-2)).RowwiseArgmin()
		return Y, matrix.Eye(k).Index(Y)`, []answer{
		{"norms of the points", `k, n := M.Dims(); norms := X.Square().Dot(matrix.Ones(n, k)); Y = X.Dot(M.T()).Scale(-2).Add(norms).RowwiseArgmin(); return Y, matrix.Eye(k).Index(Y)`, ""},
		{"−2 forgotten", `m, n := X.Dims(); k, _ := M.Dims(); Y = X.Dot(M.T()).Add(matrix.Ones(m, n).Dot(M.T().Square())).RowwiseArgmin(); return Y, matrix.Eye(k).Index(Y)`, "the −2 was forgotten"},
		{"+2", `m, n := X.Dims(); k, _ := M.Dims(); Y = X.Dot(M.T()).Scale(2).Add(matrix.Ones(m, n).Dot(M.T().Square())).RowwiseArgmin(); return Y, matrix.Eye(k).Index(Y)`, "the minus of −2 was forgotten"},
		{"M_* forgotten", `k, _ := M.Dims(); Y = X.Dot(M.T()).Scale(-2).RowwiseArgmin(); return Y, matrix.Eye(k).Index(Y)`, "M_* was forgotten"},
		{"M_* not squared", `m, n := X.Dims(); k, _ := M.Dims(); Y = X.Dot(M.T()).Scale(-2).Add(matrix.Ones(m, n).Dot(M.T())).RowwiseArgmin(); return Y, matrix.Eye(k).Index(Y)`, "not of its squares"},
		{"Z transposed", `m, n := X.Dims(); k, _ := M.Dims(); Y = X.Dot(M.T()).Scale(-2).Add(matrix.Ones(m, n).Dot(M.T().Square())).RowwiseArgmin(); return Y, matrix.Eye(k).Index(Y).T()`, ""},
		{"no transpose", `m, n := X.Dims(); k, _ := M.Dims(); Y = X.Dot(M).Scale(-2).Add(matrix.Ones(m, n).Dot(M.T().Square())).RowwiseArgmin(); return Y, matrix.Eye(k).Index(Y)`, ""},
	}},
	{"kmeans.Maximization", `
		m, n := X.Dims()
		ZT := Z.T()
		return ZT.Dot(X).Div(ZT.Dot(matrix.Ones(m, n)))`, []answer{
		{"not divided", `return Z.T().Dot(X)`, "not divided"},
		{"divided by m", `m, _ := X.Dims(); return Z.T().Dot(X).Scale(1 / float64(m))`, ""},
		{"no transpose", `m, n := X.Dims(); return Z.Dot(X).Div(Z.Dot(matrix.Ones(m, n)))`, ""},
		{"sums as a row", `return Z.T().Dot(X).Div(Z.ColumnSums())`, ""},
		{"divided by the sums of X", `return Z.T().Dot(X).Div(X.ColumnSums())`, ""},
		{"empty clusters kept from 0/0", `C := Z.T().Dot(X); k, n := C.Dims(); sums := Z.ColumnSums(); for j := range k { for l := range n { C.Set(j, l, C.At(j, l)/max(1, sums.At(0, j))) } }; return C`, "made 0"},
	}},
	{"kmeans.CountedMaximization", `
		_, k := Z.Dims()
		c, sums := matrix.New(k, 1), Z.ColumnSums()
		for j := range k { c.Set(j, 0, sums.At(0, j)) }
		return Z.T().Dot(X).Div(c)`, []answer{
		{"counts as a row", `return Z.T().Dot(X).Div(Z.ColumnSums())`, ""},
		{"not divided", `return Z.T().Dot(X)`, ""},
		{"sums of X", `return Z.T().Dot(X).Div(X.ColumnSums())`, ""},
		{"divided by m", `m, _ := X.Dims(); return Z.T().Dot(X).Scale(1 / float64(m))`, ""},
		{"divided by k", `_, k := Z.Dims(); return Z.T().Dot(X).Scale(1 / float64(k))`, ""},
	}},
	{"kmeans.Cost", `
		m, n := X.Dims()
		k, width := M.Dims()
		if n != width || m != len(Y) { panic(fmt.Sprintf("kmeans: Cost: %d×%d points, %d×%d centers, %d labels", m, n, k, width, len(Y))) }
		total := 0.0
		for i, y := range Y {
			one := 0.0
			for l, v := range X.Row(i) { d := v - M.At(y, l); one += float64(d * d) }
			total += one
		}
		return total`, []answer{
		{"distances, not squares", `c := 0.0; for i, y := range Y { s := 0.0; for l, v := range X.Row(i) { d := v - M.At(y, l); s += float64(d * d) }; c += math.Sqrt(s) }; return c`, "not their squares"},
		{"the mean", `c := 0.0; for i, y := range Y { for l, v := range X.Row(i) { d := v - M.At(y, l); c += float64(d * d) } }; return c / float64(len(Y))`, "the mean and not the sum"},
		{"the nearest center, whatever the label", `c := 0.0; k, _ := M.Dims(); for i := range Y { best := math.Inf(1); for j := range k { s := 0.0; for l, v := range X.Row(i) { d := v - M.At(j, l); s += float64(d * d) }; best = min(best, s) }; c += best }; return c`, "the nearest center was taken"},
		{"absolute differences", `c := 0.0; for i, y := range Y { for l, v := range X.Row(i) { c += math.Abs(v - M.At(y, l)) } }; return c`, ""},
		{"the root of all", `c := 0.0; for i, y := range Y { for l, v := range X.Row(i) { d := v - M.At(y, l); c += float64(d * d) } }; return math.Sqrt(c)`, "the root of the sum"},
		{"center 0 for all", `c := 0.0; for i := range Y { for l, v := range X.Row(i) { d := v - M.At(0, l); c += float64(d * d) } }; return c`, ""},
	}},
	{"kmeans.Shuffle", `
		m, _ := X.Dims()
		if k < 0 || k > m { panic(fmt.Sprintf("kmeans: Shuffle: %d different rows of %d", k, m)) }
		return X.Index(rng.Perm(m)[:k])`, []answer{
		{"the first k rows", `indices := make([]int, k); for j := range indices { indices[j] = j }; return X.Index(indices)`, "does not look at rng"},
		{"drawn with replacement", `m, _ := X.Dims(); indices := make([]int, k); for j := range indices { indices[j] = rng.IntN(m) }; return X.Index(indices)`, "with replacement"},
		{"all rows", `m, _ := X.Dims(); return X.Index(rng.Perm(m))`, ""},
		{"only the first k shuffled", `return X.Index(rng.Perm(k))`, ""},
		{"columns", `_, n := X.Dims(); return X.T().Index(rng.Perm(n)[:min(k, n)]).T()`, ""},
	}},
}
