package main

import (
	"flag"
	"fmt"
	"strings"
)

// A showcase is a run worth showing: -show name.
type showcase struct {
	Name  string
	Says  string // what there is to see
	Flags string // that make the run
}

var showcases = []showcase{
	{"differ", "the forms label a point differently, and go different ways", "-data docs/data/iris.csv -k 3 -seed 13 -axes 1,2"},
	{"empty", "a cluster loses its last point", "-data docs/walkthrough/cases/empty.csv -k 3 -seed 30"},
	{"tie", "a point is exactly as far from one center as from the other", "-data docs/walkthrough/cases/tie.csv -k 2 -seed 4"},
	{"far", "slide.csv moved by 1e8: scores round more than they differ", "-data docs/walkthrough/cases/far.csv -k 4 -steps 20"},
	{"worse", "a start that ends at cost 52, where -seed 1 ends at 10", "-data docs/walkthrough/cases/worse.csv -k 2 -seed 2"},
}

// showcaseList has a line for each.
func showcaseList() string {
	var lines []string
	for _, c := range showcases {
		lines = append(lines, fmt.Sprintf("  %-8s%s", c.Name, c.Says))
	}
	return strings.Join(lines, "\n")
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
	return fmt.Errorf("-show %q: there is no such case, but these:\n%s", o.Show, showcaseList())
}
