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
)

// width is how many characters a line of the terminal may have.
const width = 80

// printRun prints the whole run.
func printRun(w io.Writer, o *options, d *Data, r *Run) error {
	b := bufio.NewWriter(w)
	m, n := d.X.Dims()
	wrap(b, "", fmt.Sprintf("k-means by hand on %s: %s of %s", o.name(), count(m, "point"), count(n, "coordinate")))
	fmt.Fprintf(b, "k = %d, at most %s, start: %s, seed %d\n", o.K, count(o.Steps, "step"), o.Init, o.Seed)
	for _, note := range append(o.Notes(d), o.Warnings(d)...) {
		wrap(b, "", note)
	}
	if o.Show != "" {
		fmt.Fprintln(b)
		wrap(b, "", fmt.Sprintf("%s: %s. The same run: go run ./docs/walkthrough %s", o.Show, o.Says, o.Flags))
	}
	fmt.Fprintln(b)
	printSteps(b, r)
	fmt.Fprintln(b)
	wrap(b, "", r.Ending()+".")
	if r.Beside != "" {
		wrap(b, "", sentence(r.Beside)+".")
	}
	fmt.Fprintln(b)
	printCenters(b, d, r)
	for _, c := range d.Crosses(r) {
		printCross(b, c)
	}
	fmt.Fprintln(b)
	wrap(b, "", "kmeans.Fit "+r.FitSays()+".")
	fmt.Fprint(b, "cost: the sum of the squared distances of the points from their centers.\n")
	wrap(b, "", "certified: it is proved that rounding changes the point's label in neither form. Not certified: it is not proved.")
	return b.Flush()
}

func printSteps(b io.Writer, r *Run) {
	rows := r.Rows()
	wide := max(len(rows[0].Costs[0]), 10)
	fmt.Fprintf(b, "      %*s%*s     %s\n", -(wide + 9), center("point-wise form", wide+7), -(wide + 7), center("matrix form", wide+7), "in both forms")
	fmt.Fprintf(b, "step  %*s  moved  %*s  moved  same label   certified\n", wide, "cost", wide, "cost")
	for _, row := range rows {
		fmt.Fprintf(b, "%4d  %*s %6d  %*s %6d  %10d  %10d\n", row.Step,
			wide, row.Costs[0], row.Moved[0], wide, row.Costs[1], row.Moved[1], row.Equal, row.Certified)
		for _, e := range row.Events {
			wrap(b, "      ", e)
		}
	}
}

// printCenters prints a line for each center.
func printCenters(b io.Writer, d *Data, r *Run) {
	const most = 20
	k := min(len(r.Sizes), most)
	lines := []string{"cluster   points"}
	for j := range k {
		lines = append(lines, fmt.Sprintf("%7d  %7d", j, r.Sizes[j]))
	}
	columns := r.Centers(k)
	for l, column := range columns {
		columns[l] = append([]string{clip(d.Columns[l].Heading(), 14)}, column...)
	}
	printTable(b, lines, columns)
	if rest := len(r.Sizes) - k; rest > 0 {
		fmt.Fprintf(b, "… and %s more; the page has them all\n", count(rest, "cluster"))
	}
}

func printCross(b io.Writer, c Cross) {
	fmt.Fprintln(b)
	lines := []string{fmt.Sprintf("%-20s", clip(c.Heading(), 20))}
	columns := make([][]string, len(c.Rows[0].Counts))
	for j := range columns {
		columns[j] = []string{fmt.Sprintf("in %d", j)}
	}
	for _, row := range c.Rows {
		lines = append(lines, fmt.Sprintf("%-20s", clip(row.Name, 20)))
		for j, n := range row.Counts {
			columns[j] = append(columns[j], fmt.Sprint(n))
		}
	}
	printTable(b, lines, columns)
}

// printTable prints what the lines begin with, and as many columns as fit, to the right.
func printTable(b io.Writer, lines []string, columns [][]string) {
	shown := 0
	for _, column := range columns {
		wide := 0
		for _, c := range column {
			wide = max(wide, utf8.RuneCountInString(c))
		}
		if shown > 0 && utf8.RuneCountInString(lines[0])+2+wide > width {
			break
		}
		for i, c := range column {
			lines[i] += fmt.Sprintf("  %*s", wide, c)
		}
		shown++
	}
	for _, line := range lines {
		fmt.Fprintln(b, line)
	}
	if rest := len(columns) - shown; rest > 0 {
		fmt.Fprintf(b, "… and %s more; the page has them all\n", count(rest, "column"))
	}
}

// aligned writes numbers with one number of decimals for all, so that they stand
// one below the other: about seven digits of the largest, and three at least of the
// spread, so that numbers far from 0 can be told apart, unless rounding is all they differ by.
func aligned(values []float64) []string {
	largest, whole := 0.0, true
	for _, v := range values {
		largest = max(largest, math.Abs(v))
		whole = whole && v == math.Trunc(v)
	}
	more := 0 // digits
	for spread := slices.Max(values) - slices.Min(values); spread > 1e-10*largest && spread < largest/1e3; spread *= 10 {
		more++
	}
	cells := make([]string, len(values))
	for i, v := range values {
		if largest >= 1e9 || largest < 1e-3 && largest > 0 {
			cells[i] = strconv.FormatFloat(v, 'e', 5+more, 64)
			continue
		}
		decimals := 6 + more
		for p := 1.0; p <= largest && decimals > 0; p *= 10 {
			decimals--
		}
		if whole {
			decimals = 0
		}
		cells[i] = fixed(v, decimals)
	}
	return cells
}

// fixed rounds v to so many decimals; what rounds to zero has no minus sign.
func fixed(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// center puts s in the middle of n characters.
func center(s string, n int) string {
	return strings.Repeat(" ", max(0, (n-len(s)+1)/2)) + s
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
