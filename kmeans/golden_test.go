package kmeans_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// A golden is a run that a NumPy program, written apart from this project,
// computed in the same arithmetic: testdata/golden/*.json.
type golden struct {
	X, M0    table
	Steps    int
	Trace    []goldenStep
	Repeats  *int    `json:"repeat_step"` // the step that changed no label, if any
	Costs    numbers `json:"inertia_per_step"`
	Variants struct {
		Keep struct { // an empty cluster keeps its center, as in Fit
			Trace   []goldenStep
			Repeats *int `json:"repeat_step"`
		} `json:"keep_old_centre_when_empty"`
	}
}

type goldenStep struct {
	Y []int
	M table
}

// JSON has no NaN; the files hold it as a string.
type number float64

func (v *number) UnmarshalJSON(text []byte) error {
	if string(text) == `"NaN"` {
		*v = number(nan)
		return nil
	}
	return json.Unmarshal(text, (*float64)(v))
}

type numbers []number

func (v numbers) floats() []float64 {
	f := make([]float64, len(v))
	for i := range v {
		f[i] = float64(v[i])
	}
	return f
}

type table []numbers

func (t table) matrix() *matrix.Matrix { return matrix.FromRows(t.rows()) }

func (t table) rows() [][]float64 {
	var R [][]float64
	for _, row := range t {
		R = append(R, row.floats())
	}
	return R
}

// goldens calls test with each of the nine runs.
func goldens(t *testing.T, test func(t *testing.T, g golden)) {
	names, err := filepath.Glob("testdata/golden/0*.json")
	if err != nil || len(names) != 9 {
		t.Fatalf("testdata/golden has runs %v, %v; want nine", names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".json"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var g golden
			if err := json.Unmarshal(text, &g); err != nil {
				t.Fatal(err)
			}
			if len(g.X) == 0 || len(g.M0) == 0 || len(g.Trace) == 0 || len(g.Costs) != len(g.Trace) {
				t.Fatalf("%s is not a golden run", name)
			}
			test(t, g)
		})
	}
}

// The slide's functions reproduce every step of every run bit for bit, NaN included.
func TestGoldenSlide(t *testing.T) {
	goldens(t, func(t *testing.T, g golden) {
		X, M := g.X.matrix(), g.M0.matrix()
		for s, want := range g.Trace {
			good := t.Run(fmt.Sprintf("step %d", s+1), func(t *testing.T) {
				Y, Z := kmeans.Expectation(X, M)
				if !slices.Equal(Y, want.Y) {
					t.Fatalf("Expectation(X,\n%v)\nY = %v, want %v", M, Y, want.Y)
				}
				if !isRows(Z, rows(kmeans.RowwiseOneHot(want.Y, len(g.M0)))) {
					t.Errorf("Expectation(X,\n%v)\nthe rows of Z are not one-hot for Y = %v", M, Y)
				}
				Z = kmeans.RowwiseOneHot(want.Y, len(g.M0))
				if got := kmeans.Maximization(X, Z); !isRows(got, want.M.rows()) {
					t.Errorf("Maximization(X, one-hot of %v) =\n%v\nwant\n%v", want.Y, got, want.M.matrix())
				}
				if got := kmeans.CountedMaximization(X, Z); !isRows(got, want.M.rows()) {
					t.Errorf("CountedMaximization(X, one-hot of %v) =\n%v\nwant\n%v", want.Y, got, want.M.matrix())
				}
			})
			if !good {
				return // one step says it all
			}
			M = want.M.matrix()
		}
	})
}

// Fit reproduces each run for every number of steps, bit for bit if it shifts no
// column. If it does, a label that is not certain may be another; from there on the
// runs are different ones. Where a cluster empties, what Fit reproduces is the variant
// that keeps the center.
func TestGoldenFit(t *testing.T) {
	goldens(t, func(t *testing.T, g golden) {
		X, M := g.X.matrix(), g.M0.matrix()
		trace, repeats, costs := g.Trace, g.Repeats, g.Costs.floats()
		if g.Variants.Keep.Trace != nil {
			trace, repeats, costs = g.Variants.Keep.Trace, g.Variants.Keep.Repeats, nil
			for _, step := range trace {
				costs = append(costs, costOf(X, step.M.matrix(), step.Y))
			}
		}
		if repeats == nil || *repeats != len(trace) {
			t.Fatalf("the trace has %d steps and repeats at %v", len(trace), repeats)
		}
		move := shifted(X, M)
		for s, from := 0, M; s < len(trace); s, from = s+1, trace[s].M.matrix() {
			want := trace[s]
			got, err := kmeans.Fit(X, M, s+1)
			if err != nil {
				t.Fatal(err)
			}
			if move {
				certain := kmeans.Certain(X, from)
				for i, y := range got.Y {
					if y != want.Y[i] && !certain[i] {
						t.Logf("step %d: point %d is not certain, and its label is %d, not %d", s+1, i, y, want.Y[i])
						return
					}
				}
			}
			t.Run(fmt.Sprintf("step %d", s+1), func(t *testing.T) {
				if !slices.Equal(got.Y, want.Y) {
					t.Errorf("Fit(X, M0, %d).Y = %v, want %v", s+1, got.Y, want.Y)
				}
				if !move && !isRows(got.M, want.M.rows()) {
					t.Errorf("Fit(X, M0, %d).M =\n%v\nwant bit for bit\n%v", s+1, got.M, want.M.matrix())
				}
				if !allNear(rows(got.M), want.M.rows(), 1e-12) {
					t.Errorf("Fit(X, M0, %d).M =\n%v\nwant\n%v", s+1, got.M, want.M.matrix())
				}
				if !allNear([][]float64{got.Costs}, [][]float64{costs[:s+1]}, 1e-9) {
					t.Errorf("Fit(X, M0, %d).Costs = %v, want %v", s+1, got.Costs, costs[:s+1])
				}
				if got.Converged != (s+1 == *repeats) {
					t.Errorf("Fit(X, M0, %d).Converged = %v; labels repeat at step %d", s+1, got.Converged, *repeats)
				}
			})
		}
		got, err := kmeans.Fit(X, M, g.Steps)
		if err != nil || len(got.Costs) != len(trace) || !got.Converged {
			t.Errorf("Fit(X, M0, %d) = %+v, %v; want %d steps", g.Steps, got, err, len(trace))
		}
	})
}

func allNear(got, want [][]float64, relative float64) bool {
	return slices.EqualFunc(got, want, func(a, b []float64) bool {
		return slices.EqualFunc(a, b, func(a, b float64) bool { return near(a, b, relative) })
	})
}

// Answers of others, by tests of theirs.
func TestKnownAnswers(t *testing.T) {
	for _, c := range []struct {
		source string
		X, M   [][]float64
		steps  int
		Y      []int // nil: not said
		want   [][]float64
		cost   float64 // NaN: not said
	}{
		{"scikit-learn, test_kmeans_results",
			[][]float64{{0, 0}, {0, 0}, {0, 0}, {0.5, 0}, {0.5, 1}, {1, 1}, {1, 1}, {1, 1}}, [][]float64{{0, 0}, {1, 1}}, 300,
			[]int{0, 0, 0, 0, 1, 1, 1, 1}, [][]float64{{0.125, 0}, {0.875, 1}}, 0.375},
		{"SciPy, test_vq, one step", scipy, scipy[:3], 1,
			[]int{0, 1, 2, 2, 2, 2, 1, 2, 1, 1, 1}, [][]float64{{3, 3}, {6.2, 4}, {5.8, 1.8}}, nan},
		{"SciPy, test_vq, two steps", scipy, scipy[:3], 2,
			nil, [][]float64{{11.0 / 3, 8.0 / 3}, {6.75, 4.25}, {6.25, 1.75}}, nan},
		{"SciPy, test_kmeans_large_thres", [][]float64{{1}, {2}, {3}, {4}, {10}}, [][]float64{{1}}, 50,
			[]int{0, 0, 0, 0, 0}, [][]float64{{4}}, 50},
		{"Clustering.jl, k = 1", julia, julia[:1], 50,
			[]int{0, 0, 0}, [][]float64{{3.5 / 3, 0.5, 2}}, nan},
		{"Clustering.jl, k = 3", julia, julia, 50,
			[]int{0, 1, 2}, julia, 0},
	} {
		r, err := kmeans.Fit(matrix.FromRows(c.X), matrix.FromRows(c.M), c.steps)
		if err != nil {
			t.Errorf("%s: %v", c.source, err)
			continue
		}
		if c.Y != nil && !slices.Equal(r.Y, c.Y) {
			t.Errorf("%s: Fit(%v, %v, %d).Y = %v, want %v", c.source, c.X, c.M, c.steps, r.Y, c.Y)
		}
		if !allNear(rows(r.M), c.want, 1e-14) {
			t.Errorf("%s: Fit(%v, %v, %d).M =\n%v\nwant\n%v", c.source, c.X, c.M, c.steps, r.M, matrix.FromRows(c.want))
		}
		if cost := r.Costs[len(r.Costs)-1]; c.cost == c.cost && !near(cost, c.cost, 1e-14) {
			t.Errorf("%s: Fit(%v, %v, %d) ends at cost %v, want %v", c.source, c.X, c.M, c.steps, cost, c.cost)
		}
	}

	// scikit-learn, k over distinct points: three of four labels are used.
	X := matrix.FromRows([][]float64{{0, 0}, {0, 1}, {1, 0}, {1, 0}})
	r, err := kmeans.Fit(X, X, 50)
	if err != nil || !slices.Equal(r.Y, []int{0, 1, 2, 2}) || r.Costs[0] != 0 || !r.M.Equal(X) {
		t.Errorf("Fit of four points, two of them equal, from themselves = %+v, %v; want labels 0 1 2 2 and no cost", r, err)
	}
}

var (
	scipy = [][]float64{{3, 3}, {4, 3}, {4, 2}, {9, 2}, {5, 1}, {6, 2}, {9, 4}, {5, 2}, {5, 4}, {7, 4}, {6, 5}}
	julia = [][]float64{{0.5, 1, 3}, {1, 0.5, 2}, {2, 0, 1}}
)
