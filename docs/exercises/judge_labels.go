package main

// labels makes Labels a function of the measures alone: row i has those of point i
// and every center.
func labels(f func(X, M [][]float64, measure func(x, mu []float64) float64) []int) func([][]float64) []int {
	return func(measures [][]float64) []int {
		X, M := [][]float64{}, [][]float64{}
		for i, row := range measures {
			X = append(X, []float64{float64(i)})
			for j := len(M); j < len(row); j++ {
				M = append(M, []float64{float64(-1 - j)})
			}
		}
		Y := f(X, M, func(x, mu []float64) float64 {
			if x[0] < 0 || mu[0] >= 0 {
				panic("measure was given the center first and then the point")
			}
			return measures[int(x[0])][-1-int(mu[0])]
		})
		for i, x := range X {
			if x[0] != float64(i) {
				panic("X has changed")
			}
		}
		return Y
	}
}
