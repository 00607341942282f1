package main

import (
	"math"
	"slices"

	"example.com/kmeans-by-hand/pointwise"
)

// The tasks of package pointwise, and what is easily written instead.
var pointwiseTasks = []task{
	{name: "pointwise.Distance", f: pointwise.Distance, wrong: []wrong{
		{"the root is missing", squared},
		{"absolute differences were added up, not squares (Manhattan)", fold(func(s, x, mu float64) float64 { return s + math.Abs(x-mu) })},
		{"differences were added up before squaring", then(fold(func(s, x, mu float64) float64 { return s + (x - mu) }), math.Abs)},
		{"only the largest difference counts (Chebyshev)", fold(func(s, x, mu float64) float64 { return max(s, math.Abs(x-mu)) })},
		{"it is the difference of the norms, not the norm of the difference", expanded(func(xx, _, mumu float64) float64 { return math.Abs(math.Sqrt(xx) - math.Sqrt(mumu)) })},
		{"squares were subtracted, not differences squared", expanded(func(xx, _, mumu float64) float64 { return math.Sqrt(math.Abs(xx - mumu)) })},
		{"the squares were averaged", func(x, mu []float64) float64 { return pointwise.Distance(x, mu) / math.Sqrt(float64(len(x))) }},
		{"it is the expanded form, rung E4", pointwise.ExpandedDistance},
		{"a product and a sum were fused: write float64(d*d)", then(fold(func(s, x, mu float64) float64 { return math.FMA(x-mu, x-mu, s) }), math.Sqrt)},
		{"the squares were added from the last", on(pointwise.Distance, backwards[float64])},
		{"it was rescued from overflow, as math.Hypot does", fold(func(s, x, mu float64) float64 { return math.Hypot(s, x-mu) })},
		{"the first coordinate was left out", on(pointwise.Distance, func(x []float64) []float64 { return x[min(1, len(x)):] })},
		{"the last coordinate was left out", on(pointwise.Distance, func(x []float64) []float64 { return x[:max(0, len(x)-1)] })},
		{"only the last coordinate counts", fold(func(_, x, mu float64) float64 { return math.Abs(x - mu) })},
		{"", expanded(func(_, _, mumu float64) float64 { return math.Sqrt(mumu) })},
		{"", expanded(func(_, _, _ float64) float64 { return 5 })},
		{"", func(x, mu []float64) float64 { return math.Hypot(x[0]-mu[0], x[1]-mu[1]) }},
		{"", func(x, mu []float64) float64 {
			d := pointwise.Distance(x, mu)
			clear(x)
			return d
		}},
	}},
	{name: "pointwise.ExpandedDistance", f: pointwise.ExpandedDistance, wrong: []wrong{
		{"the root is missing", expanded(func(xx, xmu, mumu float64) float64 { return xx - 2*xmu + mumu })},
		{"the 2 is missing", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(xx - xmu + mumu) })},
		{"2⟨x,μ⟩ was added, not subtracted", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(xx + 2*xmu + mumu) })},
		{"⟨x,x⟩ is missing", expanded(func(_, xmu, mumu float64) float64 { return math.Sqrt(-2*xmu + mumu) })},
		{"⟨μ,μ⟩ is missing", expanded(func(xx, xmu, _ float64) float64 { return math.Sqrt(xx - 2*xmu) })},
		{"a negative sum was made 0 before the root", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(max(0, xx-2*xmu+mumu)) })},
		{"a negative sum was made positive before the root", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(math.Abs(xx - 2*xmu + mumu)) })},
		{"it was added up as ⟨x,x⟩ + ⟨μ,μ⟩ − 2⟨x,μ⟩", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(xx + mumu - 2*xmu) })},
		{"it was added up as −2⟨x,μ⟩ + ⟨μ,μ⟩ + ⟨x,x⟩", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(-2*xmu + mumu + xx) })},
		{"it is Distance, rung E3", pointwise.Distance},
		{"it was added up coordinate by coordinate: three sums first, and then the formula", then(fold(func(s, x, mu float64) float64 {
			return s + (float64(x*x) - float64(2*x*mu) + float64(mu*mu))
		}), math.Sqrt)},
		{"products and sums were fused: write float64(a*b)", func(x, mu []float64) float64 {
			return math.Sqrt(fused(x, x) - 2*fused(x, mu) + fused(mu, mu))
		}},
		{"norms were taken for their squares", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(math.Sqrt(xx) - 2*xmu + math.Sqrt(mumu)) })},
		{"", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(2 * (xx - xmu + mumu)) })},
		{"", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(xx) - math.Sqrt(2*xmu) + math.Sqrt(mumu) })},
	}},
	{name: "pointwise.Score", f: pointwise.Score, wrong: []wrong{
		{"the −2 is missing", expanded(func(_, xmu, mumu float64) float64 { return xmu + mumu })},
		{"the 2 of −2 is missing", expanded(func(_, xmu, mumu float64) float64 { return -xmu + mumu })},
		{"the minus of −2 is missing", expanded(func(_, xmu, mumu float64) float64 { return 2*xmu + mumu })},
		{"‖μ‖² is missing", expanded(func(_, xmu, _ float64) float64 { return -2 * xmu })},
		{"‖μ‖ was not squared", expanded(func(_, xmu, mumu float64) float64 { return -2*xmu + math.Sqrt(mumu) })},
		{"−2⟨x,μ⟩ is missing", expanded(func(_, _, mumu float64) float64 { return mumu })},
		{"‖x‖² was left in", expanded(func(xx, xmu, mumu float64) float64 { return xx - 2*xmu + mumu })},
		{"it is the squared distance: ‖x‖² was left in", squared},
		{"it is the distance", pointwise.Distance},
		{"‖x‖² was taken for ‖μ‖²", expanded(func(xx, xmu, _ float64) float64 { return -2*xmu + xx })},
		{"−2 multiplies ‖μ‖² too", expanded(func(_, xmu, mumu float64) float64 { return -2 * (xmu + mumu) })},
		{"‖μ‖² was subtracted", expanded(func(_, xmu, mumu float64) float64 { return -2*xmu - mumu })},
		{"the root was taken", expanded(func(_, xmu, mumu float64) float64 { return math.Sqrt(-2*xmu + mumu) })},
		{"it was added up coordinate by coordinate: two sums first, and then the formula", fold(func(s, x, mu float64) float64 {
			return s + (float64(-2*x*mu) + float64(mu*mu))
		})},
		{"the terms were added from the last", on(pointwise.Score, backwards[float64])},
		{"products and sums were fused: write float64(a*b)", func(x, mu []float64) float64 { return -2*fused(x, mu) + fused(mu, mu) }},
		{"", expanded(func(_, xmu, mumu float64) float64 { return math.Abs(-2*xmu + mumu) })},
		{"", expanded(func(_, xmu, mumu float64) float64 { return -xmu + mumu/2 })},
		{"", func(x, mu []float64) float64 { return -2*x[0]*mu[0] + dot(mu, mu) }},
	}},
	{name: "pointwise.Labels", f: labels(pointwise.Labels), adapter: "labels", call: "Labels of points with the measures %s", wrong: []wrong{
		{"labels were counted from 1", func(measures [][]float64) []int { return from1(choose(first)(measures)) }},
		{"the last of equals won", choose(func(v, best float64) bool { return first(v, best) || v == best })},
		{"a number won over NaN", choose(func(v, best float64) bool { return v < best || best != best })},
		{"NaN was passed over, but for center 0", choose(func(v, best float64) bool { return v < best })},
		{"the last NaN won", choose(func(v, best float64) bool { return v < best || v != v })},
		{"the largest won", choose(func(v, best float64) bool { return v > best })},
		{"the largest won, and of equals the last", choose(func(v, best float64) bool { return v >= best })},
		{"the smallest magnitude won", choose(func(v, best float64) bool { return math.Abs(v) < math.Abs(best) })},
		{"the best value began as 0 or less, not as that of center 0", begin(0)},
		{"the last center was left out", func(measures [][]float64) []int {
			for i, row := range measures {
				measures[i] = row[:max(1, len(row)-1)]
			}
			return choose(first)(measures)
		}},
		{"", begin(100)},
		{"", begin(1e9)},
		{"", choose(func(v, best float64) bool { return false })},
		{"", choose(func(v, best float64) bool { return v-best < -1e-9 })},
		{"", func(measures [][]float64) []int { return choose(first)(measures[:min(1, len(measures))]) }},
		{"", labels(func(X, M [][]float64, measure func(x, mu []float64) float64) []int {
			return pointwise.Labels(X, M, func(x, mu []float64) float64 { return measure(mu, x) })
		})},
		{"", labels(func(X, M [][]float64, _ func(x, mu []float64) float64) []int {
			return pointwise.Labels(X, M, pointwise.Distance)
		})},
	}},
	{name: "pointwise.OneHot", f: pointwise.OneHot, wrong: []wrong{
		{"it is transposed", func(Y []int, k int) [][]float64 {
			Z := make([][]float64, k)
			for j := range Z {
				for _, y := range Y {
					Z[j] = append(Z[j], orZero(1, y == j))
				}
			}
			return Z
		}},
		{"labels were counted from 1", func(Y []int, k int) [][]float64 {
			return set(Y, k, func(i, y int) (int, float64) { return y - 1, 1 })
		}},
		{"the 1 was forgotten", func(Y []int, k int) [][]float64 { return set(Y, k, func(i, y int) (int, float64) { return y, 0 }) }},
		{"the label stands there, not 1", func(Y []int, k int) [][]float64 {
			return set(Y, k, func(i, y int) (int, float64) { return y, float64(y) })
		}},
		{"row i has the 1 at i", func(Y []int, k int) [][]float64 { return set(Y, k, func(i, y int) (int, float64) { return i, 1 }) }},
		{"all rows are the same row of memory", func(Y []int, k int) [][]float64 {
			Z, row := make([][]float64, len(Y)), make([]float64, k)
			for i, y := range Y {
				row[y] = 1
				Z[i] = row
			}
			return Z
		}},
		{"the rows have not been made", func(Y []int, k int) [][]float64 {
			return set(Y, 0, func(i, y int) (int, float64) { return y, 1 })
		}},
		{"", func(Y []int, k int) [][]float64 { // equal rows are one row of memory
			I, Z := pointwise.OneHot(upTo(k), k), make([][]float64, len(Y))
			for i, y := range Y {
				Z[i] = I[y]
			}
			return Z
		}},
		{"", func(Y []int, k int) [][]float64 { // a label that is not there becomes another
			return set(Y, k, func(i, y int) (int, float64) { return max(0, min(y, k-1)), 1 })
		}},
		{"", func(Y []int, k int) [][]float64 { return pointwise.OneHot(Y, slices.Max(append(Y, 0))+1) }},
	}},
	{name: "pointwise.SetMeans", f: pointwise.SetMeans, wrong: []wrong{
		{"the sum was divided by m", means(func(sum, count, m, n, k float64) float64 { return sum / m })},
		{"the sum was divided by k", means(func(sum, count, m, n, k float64) float64 { return sum / k })},
		{"the sum was not divided", means(func(sum, count, m, n, k float64) float64 { return sum })},
		{"the mean of no points was made 0", means(func(sum, count, m, n, k float64) float64 { return sum / max(1, count) })},
		{"the sum was multiplied by 1/|C_j|", means(func(sum, count, m, n, k float64) float64 { return sum * (1 / count) })},
		{"the points were counted once too often", means(func(sum, count, m, n, k float64) float64 { return sum / (count + 1) })},
		{"the points were counted n times, once for every coordinate", means(func(sum, count, m, n, k float64) float64 { return sum / (count * n) })},
		{"integers were divided", means(func(sum, count, m, n, k float64) float64 { return float64(int(sum) / int(count)) })},
		{"the points were added from the last", func(X [][]float64, Y []int, k int) [][]float64 {
			return pointwise.SetMeans(backwards(X), backwards(Y), k)
		}},
		{"the mean was updated point by point, not summed and divided", func(X [][]float64, Y []int, k int) [][]float64 {
			M := means(func(sum, count, m, n, k float64) float64 { return 0 / count })(X, Y, k)
			count := make([]float64, k)
			for i, x := range X {
				count[Y[i]]++
				for l := range x {
					M[Y[i]][l] += (x[l] - M[Y[i]][l]) / count[Y[i]]
				}
			}
			return M
		}},
		{"an empty X was not thought of: it has no X[0]", func(X [][]float64, Y []int, k int) [][]float64 {
			return pointwise.SetMeans(append(X[:1], X[1:]...), Y, k)
		}},
		{"", func(X [][]float64, Y []int, k int) [][]float64 { // the sum begins with the first point itself
			M := pointwise.SetMeans(X, Y, k)
			for i, x := range backwards(X) {
				y := Y[len(Y)-1-i]
				copy(x, M[y])
				M[y] = x
			}
			return M
		}},
		{"", func(X [][]float64, Y []int, k int) [][]float64 { // empty sets are left out
			return slices.DeleteFunc(pointwise.SetMeans(X, Y, k), func(mu []float64) bool { return len(mu) > 0 && mu[0] != mu[0] })
		}},
		{"", means(func(sum, count, m, n, k float64) float64 { return math.Round(sum / count) })},
	}},
	{name: "pointwise.WeightedMeans", f: pointwise.WeightedMeans, wrong: []wrong{
		{"the sum was divided by m", weighted(times, func(sum, weight, count, m, n float64) float64 { return sum / m })},
		{"the sum was not divided", weighted(times, func(sum, weight, count, m, n float64) float64 { return sum })},
		{"the sum was divided by the number of points that have a weight, not by the sum of the weights", weighted(times, func(sum, weight, count, m, n float64) float64 { return sum / count })},
		{"the mean of no points was made 0", weighted(times, func(sum, weight, count, m, n float64) float64 { return orZero(sum/weight, weight != 0) })},
		{"the sum was multiplied by 1/Σz", weighted(times, func(sum, weight, count, m, n float64) float64 { return sum * (1 / weight) })},
		{"each weight was added n times, once for every coordinate", weighted(times, func(sum, weight, count, m, n float64) float64 { return sum / (weight * n) })},
		{"every weight but 0 counted as 1", weighted(func(z, x, sum float64) float64 { return sum + orZero(x, z != 0) },
			func(sum, weight, count, m, n float64) float64 { return sum / count })},
		{"only the weights that are 1 count (if z == 1)", func(X, Z [][]float64) [][]float64 {
			return weighted(skipped, over)(X, mapped(Z, func(z float64) float64 { return orZero(1, z == 1) }))
		}},
		{"points with weight 0 were left out: 0·Inf is NaN", weighted(skipped, over)},
		{"the points were added without their weights", weighted(func(z, x, sum float64) float64 { return sum + x }, over)},
		{"a product and a sum were fused: write float64(z*x)", weighted(math.FMA, over)},
		{"the points were added from the last", func(X, Z [][]float64) [][]float64 { return pointwise.WeightedMeans(backwards(X), backwards(Z)) }},
		{"there are as many centers as coordinates, not as Z has columns", func(X, Z [][]float64) [][]float64 {
			return pointwise.WeightedMeans(X, transposed(transposed(Z)[:len(X[0])]))
		}},
		{"an empty Z was not thought of: it has no Z[0]", func(X, Z [][]float64) [][]float64 { return pointwise.WeightedMeans(X, append(Z[:1], Z[1:]...)) }},
		{"it is transposed", func(X, Z [][]float64) [][]float64 { return transposed(pointwise.WeightedMeans(X, Z)) }},
		{"", weighted(func(z, x, sum float64) float64 { return sum + z*z*x }, over)},
		{"", weighted(times, func(sum, weight, count, m, n float64) float64 { return sum / max(1, weight) })},
	}},
	{name: "pointwise.Fit", call: "result, error = Fit", f: pointwise.Fit, wrong: []wrong{
		{"a center without points became NaN", fit{dead: true}.run},
		{"it does not stop when no label changes", fit{all: true}.run},
		{"the labels before the first step were taken to be 0", fit{zeros: true}.run},
		{"the cost was taken before the centers moved", fit{early: true}.run},
		{"the step that changes no label was not counted", fit{short: true}.run},
		{"Converged was forgotten", after(func(r pointwise.Result) pointwise.Result { r.Converged = false; return r })},
		{"only the last cost was kept", after(func(r pointwise.Result) pointwise.Result { r.Costs = r.Costs[max(0, len(r.Costs)-1):]; return r })},
		{"bad input is no error", func(X, M [][]float64, steps int) (pointwise.Result, error) {
			r, _ := pointwise.Fit(X, M, steps)
			return r, nil
		}},
		{"", func(X, M [][]float64, steps int) (pointwise.Result, error) {
			r, err := pointwise.Fit(X, M, steps)
			copy(M, r.M)
			return r, err
		}},
	}},
}

// What the wrong answers are made of.

type measure = func(x, mu []float64) float64

// fold takes the coordinates of x and μ into a number that begins with 0.
func fold(f func(s, x, mu float64) float64) measure {
	return func(x, mu []float64) float64 {
		s := 0.0
		for l := range x {
			s = f(s, x[l], mu[l])
		}
		return s
	}
}

func then(f measure, g func(float64) float64) measure {
	return func(x, mu []float64) float64 { return g(f(x, mu)) }
}

func on(f measure, change func([]float64) []float64) measure {
	return func(x, mu []float64) float64 { return f(change(x), change(mu[:len(x)])) }
}

// expanded is a formula over ⟨x,x⟩, ⟨x,μ⟩ and ⟨μ,μ⟩.
func expanded(formula func(xx, xmu, mumu float64) float64) measure {
	return func(x, mu []float64) float64 { return formula(dot(x, x), dot(x, mu), dot(mu, mu)) }
}

// dot returns ⟨a,b⟩, each product and each sum rounded once, from the first.
func dot(a, b []float64) float64 {
	return fold(func(s, x, y float64) float64 { return s + float64(x*y) })(a, b)
}

// fused is dot as a compiler writes it that rounds a product and its sum together.
func fused(a, b []float64) float64 {
	return fold(func(s, x, y float64) float64 { return math.FMA(x, y, s) })(a, b)
}

func backwards[E any](a []E) []E {
	b := slices.Clone(a)
	slices.Reverse(b)
	return b
}

func upTo(n int) []int {
	indices := make([]int, n)
	for i := range indices {
		indices[i] = i
	}
	return indices
}

func from1(Y []int) []int {
	for i := range Y {
		Y[i]++
	}
	return Y
}

func orZero(v float64, is bool) float64 {
	if is {
		return v
	}
	return 0
}

func mapped(A [][]float64, f func(a float64) float64) [][]float64 {
	B := make([][]float64, len(A))
	for i, row := range A {
		for _, a := range row {
			B[i] = append(B[i], f(a))
		}
	}
	return B
}

func transposed(A [][]float64) (B [][]float64) {
	for i, row := range A {
		for j, v := range row {
			if i == 0 {
				B = append(B, nil)
			}
			B[j] = append(B[j], v)
		}
	}
	return B
}

// choose picks for every row the value that is better than those before it.
func choose(better func(v, best float64) bool) func(rows [][]float64) []int {
	return func(rows [][]float64) []int {
		Y := make([]int, len(rows))
		for i, row := range rows {
			for j, v := range row {
				if better(v, row[Y[i]]) {
					Y[i] = j
				}
			}
		}
		return Y
	}
}

// first is the rule: the first of the smallest, and NaN before everything.
func first(v, best float64) bool { return v < best || v != v && best == best }

// begin picks the smallest value below a first one.
func begin(best float64) func(rows [][]float64) []int {
	return func(rows [][]float64) []int {
		with := make([][]float64, len(rows))
		for i, row := range rows {
			with[i] = append([]float64{best}, row...)
		}
		Y := choose(func(v, best float64) bool { return v < best })(with)
		for i := range Y {
			Y[i] = max(0, Y[i]-1)
		}
		return Y
	}
}

// set writes a number into each of len(Y) rows of k zeros.
func set(Y []int, k int, what func(i, y int) (at int, v float64)) [][]float64 {
	Z := make([][]float64, len(Y))
	for i, y := range Y {
		Z[i] = make([]float64, k)
		at, v := what(i, y)
		Z[i][at] = v
	}
	return Z
}

// means adds up the points of each label and makes means of the sums.
func means(mean func(sum, count, m, n, k float64) float64) func(X [][]float64, Y []int, k int) [][]float64 {
	return func(X [][]float64, Y []int, k int) [][]float64 {
		n := len(slices.Concat(X...)) / max(1, len(X))
		M, count := set(make([]int, k), max(1, n), func(i, y int) (int, float64) { return 0, 0 }), make([]float64, k)
		for i, x := range X {
			for l := range x {
				M[Y[i]][l] += x[l]
			}
			count[Y[i]]++
		}
		for j := range M {
			M[j] = M[j][:n]
			for l, sum := range M[j] {
				M[j][l] = mean(sum, count[j], float64(len(X)), float64(n), float64(k))
			}
		}
		return M
	}
}

func times(z, x, sum float64) float64 { return sum + float64(z*x) }

func skipped(z, x, sum float64) float64 { return sum + orZero(z*x, z != 0) }

func over(sum, weight, count, m, n float64) float64 { return sum / weight }

// weighted takes a sum and a mean of each column under each column of weights.
func weighted(term func(z, x, sum float64) float64, mean func(sum, weight, count, m, n float64) float64) func(X, Z [][]float64) [][]float64 {
	return func(X, Z [][]float64) [][]float64 {
		M := [][]float64{}
		for j, z := range transposed(Z) {
			M = append(M, nil)
			columns := transposed(X)
			for _, x := range columns {
				sum, weight, count := 0.0, 0.0, 0.0
				for i := range x {
					sum, weight, count = term(z[i], x[i], sum), weight+z[i], count+orZero(1, z[i] != 0)
				}
				M[j] = append(M[j], mean(sum, weight, count, float64(len(x)), float64(len(columns))))
			}
		}
		return M
	}
}

// after changes what Fit returns.
func after(change func(r pointwise.Result) pointwise.Result) func(X, M [][]float64, steps int) (pointwise.Result, error) {
	return func(X, M [][]float64, steps int) (pointwise.Result, error) {
		r, err := pointwise.Fit(X, M, steps)
		return change(r), err
	}
}

// fit is Fit with a mistake.
type fit struct{ dead, all, zeros, early, short bool }

func (f fit) run(X, M [][]float64, steps int) (r pointwise.Result, err error) {
	if _, err := pointwise.Fit(X, M, steps); err != nil {
		return r, err
	}
	if f.zeros {
		r.Y = make([]int, len(X))
	}
	for len(r.Costs) < steps && !r.Converged {
		Y, old := pointwise.Labels(X, M, pointwise.Distance), M
		r.Converged = slices.Equal(Y, r.Y) && !f.all
		if f.short && r.Converged {
			break
		}
		r.Y, M = Y, pointwise.SetMeans(X, Y, len(M))
		for j := range M {
			if !slices.Contains(Y, j) && !f.dead {
				copy(M[j], old[j])
			}
		}
		r.M = M
		if !f.early {
			old = M
		}
		cost := 0.0
		for i, x := range X {
			cost += squared(x, old[Y[i]])
		}
		r.Costs = append(r.Costs, cost)
	}
	return r, nil
}
