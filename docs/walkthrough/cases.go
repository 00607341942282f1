package main

import (
	"flag"
	"fmt"
	"strings"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// A showcase is a run worth showing: -show name.
type showcase struct {
	Name  string
	Says  string // what there is to see
	Flags string // that make the run
	Other uint64 // a seed whose run ends elsewhere; 0 if that is not the point
}

var showcases = []showcase{
	{"differ", "the forms label a point differently, and go different ways", "-data docs/data/iris.csv -k 3 -seed 13 -axes 1,2", 0},
	{"empty", "a cluster loses its last point", "-data docs/walkthrough/cases/empty.csv -k 3 -seed 30", 0},
	{"tie", "a point is exactly as far from one center as from the other", "-data docs/walkthrough/cases/tie.csv -k 2 -seed 4", 0},
	{"far", "slide.csv moved by 1e8: scores round more than they differ", "-data docs/walkthrough/cases/far.csv -k 4 -steps 20", 0},
	{"worse", "a start that ends in a worse minimum than another", "-data docs/walkthrough/cases/worse.csv -k 2 -seed 2", 1},
}

// showcaseList has a line for each.
func showcaseList() string {
	var b strings.Builder
	for _, c := range showcases {
		fmt.Fprintf(&b, "  %-8s%s\n", c.Name, c.Says)
	}
	return b.String()
}

// choose sets the flags of -show. The user has set others.
func (o *options) choose(f *flag.FlagSet, set map[string]bool) error {
	for _, c := range showcases {
		if c.Name != o.Show {
			continue
		}
		o.showcase = c
		words := strings.Fields(c.Flags)
		for i := 0; i < len(words); i += 2 {
			name := strings.TrimPrefix(words[i], "-")
			if set[name] {
				return fmt.Errorf("-show %s chooses -%s itself: leave one of the two out", c.Name, name)
			}
			if err := f.Set(name, words[i+1]); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("-show %q: there is no such case, but these:\n%s", o.Show, strings.TrimRight(showcaseList(), "\n"))
}

// compare says in r how the start of the other seed ends.
func (o *options) compare(X *matrix.Matrix, r *Run) error {
	other := *o
	other.Seed = o.Other
	fit, err := kmeans.Fit(X, other.start(X), o.Steps)
	if err != nil {
		return err
	}
	last := len(fit.Costs) - 1
	cost := aligned([]float64{r.Last().Matrix.Cost, fit.Costs[last]})
	r.Beside = fmt.Sprintf("another start, -seed %d, ends at cost %s instead of %s: k-means finds a minimum, and not always the smallest", other.Seed, cost[1], cost[0])
	return nil
}
