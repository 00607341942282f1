package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.com/kmeans-by-hand/docs/walkthrough/table"
)

// width is how many characters a line of the terminal may have.
const width = 80

// printRun prints the whole run.
func printRun(w io.Writer, o *options, d *Data, r *Run) error {
	b := bufio.NewWriter(w)
	m, n := d.X.Dims()
	wrap(b, "", fmt.Sprintf("k-means by hand on %s: %s of %s", o.Name, table.Count(m, "point"), table.Count(n, "coordinate")))
	wrap(b, "", fmt.Sprintf("k = %d, at most %s, start: %s", o.K, table.Count(o.Steps, "step"), o.Started))
	for _, note := range d.Notes {
		wrap(b, "", note)
	}
	if o.Show != "" {
		fmt.Fprintln(b)
		wrap(b, "", fmt.Sprintf("%s: %s. Its flags: %s", o.Show, o.Says, o.Flags))
	}
	fmt.Fprintln(b)
	wide := max(len(r.Steps[0].Matrix.Shown), 10)
	fmt.Fprintf(b, "      %*s  %*s        in both forms\n", wide+7, "point-wise form", wide+7, "matrix form")
	fmt.Fprintf(b, "step  %*s  moved  %*s  moved  same label   certified\n", wide, "cost", wide, "cost")
	for _, s := range r.Steps {
		fmt.Fprintf(b, "%4d  %*s %6d  %*s %6d  %10d  %10d\n", s.Number,
			wide, s.Pointwise.Shown, s.Pointwise.Moved, wide, s.Matrix.Shown, s.Matrix.Moved, s.Same, s.Certified)
		for _, e := range s.Events {
			wrap(b, "      ", e)
		}
	}
	fmt.Fprintln(b)
	wrap(b, "", r.Ending()+".")
	fmt.Fprintln(b)
	wrap(b, "", "The end "+r.FitSays()+":")
	printGrid(b, d.Centers(r))
	for _, c := range d.Crosses(r) {
		fmt.Fprintln(b)
		printGrid(b, c)
	}
	fmt.Fprintln(b, "\ncost: the sum of the squared distances of the points from their centers.")
	wrap(b, "", "certified: the point's label is proved to be the same in both forms, although float64 rounds. Not certified: it is not proved.")
	if o.Labels != "" {
		fmt.Fprintf(b, "\nThe points with their labels, as kmeans.Fit gives them: %s\n", o.Labels)
	}
	fmt.Fprintf(b, "\nThe page to look at it all: %s\n", o.Page)
	return b.Flush()
}

// printGrid prints as many columns as fit, the first to the left.
func printGrid(b io.Writer, g Grid) {
	rows := append([][]string{g.Head}, g.Rows...)
	lines := make([]string, len(rows))
	for l := range g.Head {
		wide := 0
		for _, row := range rows {
			wide = max(wide, utf8.RuneCountInString(row[l]))
		}
		if l > 1 && utf8.RuneCountInString(lines[0])+2+wide > width {
			lines = append(lines, fmt.Sprintf("… and %s more; the page has them all", table.Count(len(g.Head)-l, "column")))
			break
		}
		for i, row := range rows {
			if l == 0 {
				lines[i] = fmt.Sprintf("%*s", -wide, row[l])
			} else {
				lines[i] += fmt.Sprintf("  %*s", wide, row[l])
			}
		}
	}
	fmt.Fprintln(b, strings.Join(lines, "\n"))
}

// aligned writes numbers with one number of decimals for all, so that they stand one below
// the other: about seven digits of the largest, and if they are to be told apart as many
// as that takes, unless they differ by no more than rounding.
func aligned(values []float64, apart bool) []string {
	sorted := slices.Sorted(slices.Values(values))
	largest := max(-sorted[0], sorted[len(sorted)-1])
	whole := !slices.ContainsFunc(values, func(v float64) bool { return v != math.Trunc(v) })
	decimals, format := 6, byte('f')
	for p := 1.0; p <= largest && decimals > 0; p *= 10 {
		decimals--
	}
	switch {
	case whole && largest < 1e9 || largest == 0:
		decimals = 0
	case largest >= 1e9 || largest < 1e-3:
		decimals, format = 5, 'e'
	}
	write := func(v float64) string { return strconv.FormatFloat(v+0, format, decimals, 64) }
	shown := func(v float64) float64 { v, _ = strconv.ParseFloat(write(v), 64); return v }
	for i := 1; i < len(sorted) && apart; i++ {
		gap := sorted[i] - sorted[i-1]
		for gap > 0x1p-51*largest && math.Abs(shown(sorted[i])-shown(sorted[i-1])-gap) > gap/8 {
			decimals++
		}
	}
	cells := make([]string, len(values))
	for i, v := range values {
		if cells[i] = write(v); strings.Trim(cells[i], "-0.") == "" {
			cells[i] = strings.TrimPrefix(cells[i], "-") // what rounds to zero has no minus sign
		}
	}
	return cells
}

// wrap prints s in lines that begin with the indent.
func wrap(b io.Writer, indent, s string) {
	line := indent
	for _, word := range strings.Fields(s) {
		if line != indent && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			fmt.Fprintln(b, line)
			line = indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	fmt.Fprintln(b, line)
}
