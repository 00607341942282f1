// The tasks as a student may write them, in a file of his own.
package pointwise

import (
	"fmt"
	"math"
)

func Distance(x, mu []float64) float64 {
	s := 0.0
	for l := 0; l < len(x); l++ {
		s += float64((x[l] - mu[l]) * (x[l] - mu[l]))
	}
	return math.Sqrt(s)
}

func ExpandedDistance(x, mu []float64) float64 {
	dot := func(a, b []float64) float64 {
		s := 0.0
		for l := range a {
			s += float64(a[l] * b[l])
		}
		return s
	}
	return math.Sqrt(dot(x, x) - 2*dot(x, mu) + dot(mu, mu[:len(x)]))
}

func Score(x, mu []float64) float64 {
	var product, square float64
	for l, v := range x {
		product += float64(v * mu[l])
		square += float64(mu[l] * mu[l])
	}
	return square - 2*product
}

func Labels(X, M [][]float64, measure func(x, mu []float64) float64) []int {
	Y := []int{}
	for _, x := range X {
		y, least := 0, measure(x, M[0])
		for j, mu := range M {
			v := measure(x, mu)
			if math.IsNaN(v) {
				y = j
				break
			}
			if v < least {
				y, least = j, v
			}
		}
		Y = append(Y, y)
	}
	return Y
}

func OneHot(Y []int, k int) [][]float64 {
	var Z [][]float64
	for _, y := range Y {
		row := make([]float64, k)
		row[y]++
		Z = append(Z, row)
	}
	return Z
}

func SetMeans(X [][]float64, Y []int, k int) [][]float64 {
	n := 0
	if len(X) > 0 {
		n = len(X[0])
	}
	M := make([][]float64, k)
	for j := range M {
		M[j] = make([]float64, n)
		size := 0
		for i, x := range X {
			if Y[i] < 0 || Y[i] >= k {
				panic("no such label")
			}
			if Y[i] != j {
				continue
			}
			size++
			for l := range x {
				M[j][l] += x[l]
			}
		}
		for l := range M[j] {
			M[j][l] /= float64(size)
		}
	}
	return M
}

func WeightedMeans(X, Z [][]float64) [][]float64 {
	if len(X) == 0 {
		return nil
	}
	if len(Z) < len(X) {
		panic("rows of Z are missing")
	}
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
	return M
}

func Fit(X, M [][]float64, steps int) (Result, error) {
	bad := func(format string, args ...any) (Result, error) {
		return Result{}, fmt.Errorf("pointwise: Fit: "+format, args...)
	}
	if len(X) == 0 {
		return bad("no points in X")
	}
	n := len(X[0])
	if n == 0 {
		return bad("X[0] has no coordinates")
	}
	if len(M) == 0 {
		return bad("no centers in M")
	}
	if len(M) > len(X) {
		return bad("more centers than points: X has %d, M has %d", len(X), len(M))
	}
	if steps < 1 {
		return bad("steps is %d", steps)
	}
	for name, rows := range map[string][][]float64{"X": X, "M": M} {
		for i, row := range rows {
			if len(row) == 1 && n != 1 {
				return bad("%s[%d] has 1 column, X[0] has %d", name, i, n)
			}
			if len(row) != n {
				return bad("%s[%d] has %d columns, X[0] has %d", name, i, len(row), n)
			}
			for l, v := range row {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					return bad("%s[%d][%d] is %v", name, i, l, v)
				}
			}
		}
	}
	var r Result
	for step := range steps {
		Y := Labels(X, M, Distance)
		same := step > 0
		for i := range Y {
			same = same && Y[i] == r.Y[i]
		}
		means := SetMeans(X, Y, len(M))
		for j := range means {
			if math.IsNaN(means[j][0]) {
				copy(means[j], M[j])
			}
		}
		M = means
		cost := 0.0
		for i, x := range X {
			for l := range x {
				d := x[l] - M[Y[i]][l]
				cost += float64(d * d)
			}
		}
		r = Result{Y, M, append(r.Costs, cost), same}
		if same {
			break
		}
	}
	return r, nil
}
