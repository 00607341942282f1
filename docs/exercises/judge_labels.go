package main

// labels makes Labels a function of the measures alone: row i has those of point i and
// every center. It is the point, too, and center j is [j].
func labels(f func(X, M [][]float64, measure func(x, mu []float64) float64) []int) func([][]float64) []int {
	return func(measures [][]float64) []int {
		M := [][]float64{}
		for _, row := range measures[:min(1, len(measures))] {
			for j := range row {
				M = append(M, []float64{float64(j)})
			}
		}
		return f(measures, M, func(x, mu []float64) float64 { return x[int(mu[0])] })
	}
}
