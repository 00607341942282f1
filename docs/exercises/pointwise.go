package main

import (
	"math"
	"slices"

	"example.com/kmeans-by-hand/pointwise"
)

// The tasks of package pointwise, and what is easily written instead.
var pointwiseTasks = []task{
	{Name: "pointwise.Distance", f: pointwise.Distance, wrong: []wrong{
		{"the root is missing", squared},
		{"absolute differences were added up, not squares (Manhattan)", fold(func(s, x, mu float64) float64 { return s + math.Abs(x-mu) })},
		{"differences were added up before squaring", func(x, mu []float64) float64 {
			return math.Abs(fold(func(s, x, mu float64) float64 { return s + (x - mu) })(x, mu))
		}},
		{"it is the expanded form, rung E4", pointwise.ExpandedDistance},
		{"a product and a sum were fused: write float64(d*d)", func(x, mu []float64) float64 {
			return math.Sqrt(fold(func(s, x, mu float64) float64 { return math.FMA(x-mu, x-mu, s) })(x, mu))
		}},
		{"the first coordinate was left out", func(x, mu []float64) float64 {
			return pointwise.Distance(x[min(1, len(x)):], mu[min(1, len(x)):len(x)])
		}},
		{"the last coordinate was left out", func(x, mu []float64) float64 {
			return pointwise.Distance(x[:max(1, len(x))-1], mu)
		}},
		{"only the last coordinate counts: = and not +=", func(x, mu []float64) float64 {
			return math.Abs(fold(func(s, x, mu float64) float64 { return x - mu })(x, mu))
		}},
		{"", func(x, mu []float64) float64 {
			d := pointwise.Distance(x, mu)
			clear(x)
			return d
		}},
	}},
	{Name: "pointwise.ExpandedDistance", f: pointwise.ExpandedDistance, wrong: []wrong{
		{"the root is missing", expanded(func(xx, xmu, mumu float64) float64 { return xx - 2*xmu + mumu })},
		{"the 2 is missing", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(xx - xmu + mumu) })},
		{"a negative sum was made 0 before the root", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(max(0, xx-2*xmu+mumu)) })},
		{"it is Distance, rung E3", pointwise.Distance},
		{"the formula was not taken from left to right", expanded(func(xx, xmu, mumu float64) float64 { return math.Sqrt(xx + mumu - 2*xmu) })},
		{"it was added up coordinate by coordinate: three sums first, and then the formula", func(x, mu []float64) float64 {
			return math.Sqrt(fold(func(s, x, mu float64) float64 { return s + (float64(x*x) - float64(2*x*mu) + float64(mu*mu)) })(x, mu))
		}},
	}},
	{Name: "pointwise.Score", f: pointwise.Score, wrong: []wrong{
		{"the −2 is missing", expanded(func(_, xmu, mumu float64) float64 { return xmu + mumu })},
		{"the 2 of −2 is missing", expanded(func(_, xmu, mumu float64) float64 { return mumu - xmu })},
		{"‖x‖² was left in", expanded(func(xx, xmu, mumu float64) float64 { return xx - 2*xmu + mumu })},
		{"x and μ have changed places", func(x, mu []float64) float64 { return pointwise.Score(mu, append(x, 0, 0, 0)) }},
		{"‖μ‖² is missing", expanded(func(_, xmu, _ float64) float64 { return -2 * xmu })},
		{"it is the squared distance", squared},
		{"−2 multiplies ‖μ‖² too", expanded(func(_, xmu, mumu float64) float64 { return -2 * (xmu + mumu) })},
		{"it was added up coordinate by coordinate: two sums first, and then the formula", fold(func(s, x, mu float64) float64 {
			return s + (float64(-2*x*mu) + float64(mu*mu))
		})},
	}},
	{Name: "pointwise.Labels", f: labels(pointwise.Labels), adapter: "labels", call: "Labels of points with the measures ", wrong: append(argmins(func(f func([][]float64) []int) any { return f }),
		wrong{"Distance was called and not measure", labels(func(X, M [][]float64, _ func(x, mu []float64) float64) []int {
			return pointwise.Labels(X, M, pointwise.Distance)
		})},
		wrong{"", labels(func(X, M [][]float64, measure func(x, mu []float64) float64) []int {
			return pointwise.Labels(X, M, func(x, mu []float64) float64 { return measure(mu, x) })
		})},
	)},
	{Name: "pointwise.OneHot", f: pointwise.OneHot, wrong: []wrong{
		{"it is transposed", func(Y []int, k int) [][]float64 { return transposed(pointwise.OneHot(Y, k)) }},
		{"labels were counted from 1", func(Y []int, k int) [][]float64 { return pointwise.OneHot(shifted(Y, -1), k) }},
		{"all rows are the same row of memory", func(Y []int, k int) [][]float64 {
			Z, row := make([][]float64, len(Y)), make([]float64, k)
			for i, y := range Y {
				row[y] = 1
				Z[i] = row
			}
			return Z
		}},
		{"", func(Y []int, k int) [][]float64 { return pointwise.OneHot(Y, slices.Max(append(Y, 0))+1) }},
	}},
	{Name: "pointwise.SetMeans", f: pointwise.SetMeans, wrong: []wrong{
		{"the sum was divided by m", means(func(sum, count, m float64) float64 { return sum / m })},
		{"the sum was not divided", means(func(sum, count, m float64) float64 { return sum })},
		{"the mean of no points was made 0", means(func(sum, count, m float64) float64 { return sum / max(1, count) })},
		{"the sum was multiplied by 1/|C_j|", means(func(sum, count, m float64) float64 { return sum * (1 / count) })},
		{"", func(X [][]float64, Y []int, k int) [][]float64 { // the sum begins with the first point itself
			M := pointwise.SetMeans(X, Y, k)
			for i, x := range X {
				copy(x, M[Y[i]])
				M[Y[i]] = x
			}
			return M
		}},
	}},
	{Name: "pointwise.WeightedMeans", f: pointwise.WeightedMeans, wrong: append(weightings(func(f func(X, Z [][]float64) [][]float64) any { return f }),
		wrong{"the sum was divided by the number of points that have a weight, not by the sum of the weights",
			weighted(times, func(sum, weight, count, m, n float64) float64 { return sum / count })},
	)},
	{Name: "pointwise.Fit", call: "result, error = Fit", f: pointwise.Fit, wrong: []wrong{
		{"a center without points became NaN", fit{dead: true}.run},
		{"it does not stop when no label changes", fit{all: true}.run},
		{"the labels before the first step were taken to be 0", fit{zeros: true}.run},
		{"the cost was taken before the centers moved", fit{early: true}.run},
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

// argmins are the wrong answers that Labels and RowwiseArgmin have in common. The
// function as gives them the type of the task.
func argmins(as func(f func(rows [][]float64) []int) any) []wrong {
	return []wrong{
		{"labels were counted from 1", as(func(rows [][]float64) []int { return shifted(choose(first)(rows), 1) })},
		{"the last of equals won", as(choose(func(v, best float64) bool { return first(v, best) || v == best }))},
		{"NaN was passed over, but for the first of a row", as(choose(func(v, best float64) bool { return v < best }))},
		{"NaN was passed over", as(begin(math.Inf(1)))},
		{"the last of equals won, and NaN was passed over", as(choose(func(v, best float64) bool { return v <= best }))},
		{"the largest won", as(choose(func(v, best float64) bool { return v > best }))},
		{"the best value began as 0 or less, not as the first of the row", as(begin(0))},
		{"", as(begin(100))},
	}
}

// weightings are the wrong answers that WeightedMeans and Maximization have in common.
func weightings(as func(f func(X, Z [][]float64) [][]float64) any) []wrong {
	return []wrong{
		{"it is transposed", as(func(X, Z [][]float64) [][]float64 { return transposed(weighted(times, over)(X, Z)) })},
		{"the sums were not divided", as(weighted(times, func(sum, weight, count, m, n float64) float64 { return sum }))},
		{"the sums were divided by m", as(weighted(times, func(sum, weight, count, m, n float64) float64 { return sum / m }))},
		{"each weight was added n times, once for every coordinate", as(weighted(times, func(sum, weight, count, m, n float64) float64 { return sum / (weight * n) }))},
		{"only the weights that are 1 count (if z == 1)", as(func(X, Z [][]float64) [][]float64 {
			ones := make([][]float64, len(Z))
			for i, row := range Z {
				for _, z := range row {
					ones[i] = append(ones[i], orZero(1, z == 1))
				}
			}
			return weighted(skipped, over)(X, ones)
		})},
		{"points with weight 0 were left out: 0·Inf is NaN", as(weighted(skipped, over))},
		{"the mean of no points was made 0", as(weighted(times, func(sum, weight, count, m, n float64) float64 { return orZero(sum/weight, weight != 0) }))},
		{"a product and a sum were fused: write float64(a*b)", as(weighted(math.FMA, over))},
	}
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

func squared(x, mu []float64) float64 {
	return fold(func(s, x, mu float64) float64 { return s + float64((x-mu)*(x-mu)) })(x, mu)
}

// expanded is a formula over ⟨x,x⟩, ⟨x,μ⟩ and ⟨μ,μ⟩.
func expanded(formula func(xx, xmu, mumu float64) float64) measure {
	dot := fold(func(s, x, y float64) float64 { return s + float64(x*y) })
	return func(x, mu []float64) float64 { return formula(dot(x, x), dot(x, mu), dot(mu, mu)) }
}

func upTo(n int) []int {
	indices := make([]int, n)
	for i := range indices {
		indices[i] = i
	}
	return indices
}

func shifted(Y []int, by int) []int {
	Y = slices.Clone(Y)
	for i := range Y {
		Y[i] += by
	}
	return Y
}

func orZero(v float64, is bool) float64 {
	if is {
		return v
	}
	return 0
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
		Y := make([]int, len(rows))
		for i, row := range rows {
			best := best
			for j, v := range row {
				if v < best {
					best, Y[i] = v, j
				}
			}
		}
		return Y
	}
}

// means takes a mean of the sums of the points of each label.
func means(mean func(sum, count, m float64) float64) func(X [][]float64, Y []int, k int) [][]float64 {
	return func(X [][]float64, Y []int, k int) [][]float64 {
		M, count := pointwise.SetMeans(X, Y, k), make([]float64, k) // M for its shape
		for j := range M {
			clear(M[j])
		}
		for i, x := range X {
			for l := range x {
				M[Y[i]][l] += x[l]
			}
			count[Y[i]]++
		}
		for j := range M {
			for l, sum := range M[j] {
				M[j][l] = mean(sum, count[j], float64(len(X)))
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

// fit is Fit with a mistake.
type fit struct{ dead, all, zeros, early bool }

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
