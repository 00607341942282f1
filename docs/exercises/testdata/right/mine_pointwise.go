// The tasks as a student may write them, in a file of his own.
package pointwise

import "math"

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
