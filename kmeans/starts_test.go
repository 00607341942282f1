package kmeans_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// A chance is that of the last row that is drawn, after the others were drawn in this
// order. Rows are told apart by their numbers.
type chance struct {
	X, drawn string
	want     float64
	why      string
}

// checkStart is what the three starts have in common, and the chances of each.
func checkStart(t *testing.T, start func(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix, chances []chance) {
	t.Helper()
	X := mat("0 0; 1 -1; 2 -2; 3 -3; 4 -4")
	a, b := start(X, 4, rand.New(rand.NewPCG(1, 1))), start(X, 4, rand.New(rand.NewPCG(1, 1)))
	if !a.Equal(b) {
		t.Errorf("one seed gave\n%v\nand then\n%v", a, b)
	}
	for j := range 4 {
		clear(a.Row(j))
	}
	if !same(X, "[[0 0] [1 -1] [2 -2] [3 -3] [4 -4]]") {
		t.Errorf("X has changed to\n%v", X)
	}
	for _, X := range []*matrix.Matrix{X, mat("0×2")} {
		if k, n := start(X, 0, rand.New(rand.NewPCG(1, 1))).Dims(); k != 0 || n != 2 {
			t.Errorf("no rows of\n%v\nare %d×%d, want 0×2", X, k, n)
		}
	}
	for _, first := range []string{"0", "1", "2", "3", "4"} {
		chances = append(chances, chance{"0; 1; 2; 3; 4", first, 0.2, "all alike"})
	}
	for _, c := range chances {
		X, want := mat(c.X), mat(c.drawn).Rows()
		k := len(want)
		begun, drawn := 0.0, 0.0
		for seed := range uint64(10000) {
			got := start(X, k, rand.New(rand.NewPCG(seed, 1))).Rows()
			if slices.EqualFunc(got[:k-1], want[:k-1], slices.Equal) {
				begun++
				if slices.Equal(got[k-1], want[k-1]) {
					drawn++
				}
			}
		}
		if got := drawn / begun; !(math.Abs(got-c.want) < 0.025) || c.want == 0 && got > 0 {
			t.Errorf("of %s came %s, the last with frequency %v, want about %v (%s)", c.X, c.drawn, got, c.want, c.why)
		}
	}
}

// The first program's start, without replacement.
func TestShuffle(t *testing.T) {
	checkStart(t, kmeans.Shuffle, []chance{
		{"0; 1; 2; 3", "1; 1", 0, "with replacement, 1/4"},
		{"0; 1; 2; 3", "1; 0", 1.0 / 3, "with replacement, 1/4"},
		{"0; 1; 2; 3", "1; 3; 0", 1.0 / 2, "with replacement, 1/4"},
		{"0; 1; 2; 3", "1; 2", 1.0 / 3, "in the order of the rows, 1"},
		{"0; 1", "1; 0", 1, "k = m"},
		{"7; 7; 1", "7; 7", 1.0 / 2, "0 if equal rows are avoided"},
	})
}

// The second program's start, with replacement.
func TestResample(t *testing.T) {
	checkStart(t, kmeans.Resample, []chance{
		{"0; 1; 2; 3", "1; 1", 1.0 / 4, "without replacement, 0"},
		{"0; 1; 2; 3", "1; 0", 1.0 / 4, "without replacement, 1/3"},
		{"0; 1; 2; 3", "1; 1; 3", 1.0 / 4, "without replacement, 1/2"},
	})
}

func TestPlusPlus(t *testing.T) {
	checkStart(t, kmeans.PlusPlus, []chance{
		{"0; 1; 3", "0; 3", 9.0 / 10, "3/4 by distance, 1/2 if all alike"},
		{"0; 1; 3", "1; 3", 4.0 / 5, "2/3 by distance, 1/2 if all alike"},
		{"0; 1; 3", "3; 0", 9.0 / 13, "3/5 by distance, 1/2 if all alike"},
		{"0; 1; 4; 9", "0; 9; 4", 16.0 / 17, "4/5 by distance, 25/89 from the last center"},
		{"0; 1; 4; 9", "9; 0; 4", 16.0 / 17, "4/5 by distance, 25/89 from the first center"},
		{"0; 1; 4; 9", "0; 4; 9", 25.0 / 26, "5/6 by distance, 81/82 from the first center"},
		{"0 0; 3 0; 3 4", "0 0; 3 4", 25.0 / 34, "49/58 by Manhattan distance"},
		{"0; 2; 3; 4", "0; 3", 9.0 / 29, "5/29 if the sum of those before is not taken off"},
		{"0; -1e200; -3e200", "0; -3e200", 9.0 / 10, "their squares overflow"},
		{"0; 1e-200; 3e-200", "0; 3e-200", 9.0 / 10, "their squares vanish"},
		{"1 0; 1 1e-60; 1 3e-60", "1 0; 1 3e-60", 9.0 / 10, "1/2 if small distances count as 0"},
		{"4503599627370496 6755399441055744; 4503599627370497 6755399441055744; 4503599627370499 6755399441055744",
			"4503599627370496 6755399441055744; 4503599627370499 6755399441055744", 9.0 / 10, "16/17 if scaled by other than a power of two"},
		{"0; 1", "0; 0", 0, "it is there already"},
		{"0; 1", "0; 1; 0", 1.0 / 2, "when all are centers, any"},
	})
	// A row equal to a center is not drawn while there is another.
	for seed := range uint64(300) {
		M := kmeans.PlusPlus(mat("7; 7; 7; 7; 1; 7; 7; 1; 1; 7; -40"), 3, rand.New(rand.NewPCG(seed, 2)))
		if got := slices.Sorted(slices.Values(M.T().Row(0))); !slices.Equal(got, []float64{-40, 1, 7}) {
			t.Fatalf("seed %d: PlusPlus took %v of 7, 1 and −40, k = 3: one of them twice", seed, got)
		}
	}
	// Nor where the random number is rounded up to the total, past every row.
	if M := kmeans.PlusPlus(mat("0.9; 0.9; 0.8; 1.3; 0.9"), 2, rand.New(almostOne{})); !same(M, "[[0.9] [1.3]]") {
		t.Errorf("PlusPlus took\n%v\nof 0.9, 0.8 and 1.3 with the largest random numbers, want 0.9 and 1.3", M)
	}
	// The same seed draws the same rows of data of any scale, and far from the origin.
	X := of(table(50, 2, func(i, l int) float64 { return float64(i - 2*i*l) }))
	for name, move := range map[string]func(X *matrix.Matrix) *matrix.Matrix{
		"2^600":    func(X *matrix.Matrix) *matrix.Matrix { return X.Scale(0x1p600) },
		"2^-600":   func(X *matrix.Matrix) *matrix.Matrix { return X.Scale(0x1p-600) },
		"2^1000":   func(X *matrix.Matrix) *matrix.Matrix { return X.Scale(0x1p1000) },
		"2^-1060":  func(X *matrix.Matrix) *matrix.Matrix { return X.Scale(0x1p-1060) },
		"far away": func(X *matrix.Matrix) *matrix.Matrix { return X.Add(mat("1e8 -3e9")) },
	} {
		for seed := range uint64(20) {
			near := kmeans.PlusPlus(X, 6, rand.New(rand.NewPCG(seed, 1)))
			if there := kmeans.PlusPlus(move(X), 6, rand.New(rand.NewPCG(seed, 1))); !there.Equal(move(near)) {
				t.Errorf("PlusPlus, %s: took\n%v\nand of the same data near 1\n%v", name, there, near)
			}
		}
	}
}

// almostOne is a source of the largest random numbers.
type almostOne struct{}

func (almostOne) Uint64() uint64 { return math.MaxUint64 }
