// Walkthrough runs the slides' k-means on a file of points, in both forms and step
// by step, and says at each step whether they still agree.
//
//	go run ./docs/walkthrough                                  the slides' program
//	go run ./docs/walkthrough -data docs/data/iris.csv -k 3    your own data
//	go run ./docs/walkthrough -show differ                     a case worth showing
//
// It prints the run and writes it as a page to look at, walkthrough.html. text.go,
// columns.go and data.go read a file; run.go is the run; print.go prints it; page.go,
// picture.go and worked.go are the page; write.go writes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"strings"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// slideData are the points of the slides' program: 200×2.
const slideData = "docs/data/slide.csv"

func main() {
	debug.SetGCPercent(50) // many points need less memory, and little more time
	os.Exit(walkthrough(os.Args[1:], os.Stdout, os.Stderr))
}

// walkthrough is the program. It returns the exit status: 0, 1 where something is
// wrong with a file, or 2 where the command makes no sense.
func walkthrough(args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage())
		return 0
	}
	if err != nil {
		fmt.Fprintf(stderr, "walkthrough: %v\nThe flags: go run ./docs/walkthrough -h\n", err)
		return 2
	}
	if err := walk(o, stdout); err != nil {
		fmt.Fprintf(stderr, "walkthrough: %v\n", err)
		return 1
	}
	return 0
}

// walk does the work in this order: whatever can fail comes before what takes
// time, and the page is the last thing to change on disk.
func walk(o *options, stdout io.Writer) error {
	d, err := o.read()
	if errors.Is(err, fs.ErrNotExist) && (o.Data == slideData || o.Show != "") {
		return fmt.Errorf("%s: no such file here: run the program from the top folder of the repository, or choose a file with -data FILE", o.Data)
	}
	if err != nil {
		return err
	}
	if err := o.fit(d); err != nil {
		return err
	}
	switch err := writable(o.Page, true); {
	case err != nil:
		return fmt.Errorf("-o %w", err)
	case same(o.Page, o.Data):
		return fmt.Errorf("-o %s: the page would replace the data", o.Page)
	case o.Labels == "":
	case same(o.Page, o.Labels):
		return fmt.Errorf("-labels %s: -o names the same file", o.Labels)
	default:
		if err := writable(o.Labels, false); err != nil {
			return fmt.Errorf("-labels %w", err)
		}
	}
	r, err := newRun(d.X, o.start(d.X), o.Steps)
	if err == nil && o.Other > 0 {
		err = o.compare(d.X, r)
	}
	if err != nil {
		return err
	}
	if err := printRun(stdout, o, d, r); err != nil {
		return err
	}
	if o.Labels != "" {
		content, err := d.labelled(r.Fit.Y)
		if err == nil {
			err = writeFile(o.Labels, content, false)
		}
		if err != nil {
			return fmt.Errorf("-labels %w", err)
		}
		if _, err := fmt.Fprintf(stdout, "\nThe points with their labels, as kmeans.Fit gives them: %s\n", o.Labels); err != nil {
			return err
		}
	}
	page, err := renderPage(o, d, r)
	if err == nil {
		err = writeFile(o.Page, page, true)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "\nThe page to look at it all: %s\n", o.Page)
	return err
}

// Options are the flags.
type options struct {
	Data, Columns string
	Standardize   bool
	K, Steps      int
	Seed          uint64
	Init          string
	Page          string
	Axes          string
	Labels        string
	Show          string

	showcase // of -show
}

var starts = map[string]func(*matrix.Matrix, int, *rand.Rand) *matrix.Matrix{
	"shuffle":  kmeans.Shuffle,
	"resample": kmeans.Resample,
	"plusplus": kmeans.PlusPlus,
}

func (o *options) start(X *matrix.Matrix) *matrix.Matrix {
	return starts[o.Init](X, o.K, rand.New(rand.NewPCG(o.Seed, 0))) // k×n
}

func flags() (*flag.FlagSet, *options) {
	o := new(options)
	f := flag.NewFlagSet("walkthrough", flag.ContinueOnError)
	f.SetOutput(io.Discard) // walkthrough prints what went wrong
	f.StringVar(&o.Data, "data", slideData, "the points: a CSV `FILE`, one a line; - is standard input")
	f.StringVar(&o.Columns, "columns", "", "the `columns` to use, by number, counted from 1, or by name, as in 2,3\n(default: all that have numbers)")
	f.BoolVar(&o.Standardize, "standardize", false, "divide each column by its standard deviation, so that each has the same\nsay in the distances")
	f.IntVar(&o.K, "k", 4, "how many `clusters`")
	f.IntVar(&o.Steps, "steps", 50, "at most so many `steps`")
	f.Uint64Var(&o.Seed, "seed", 1, "the `number` that the random start is made from")
	f.StringVar(&o.Init, "init", "shuffle", "the `start`: shuffle (k different points), resample (k points, repeats\nallowed) or plusplus (k points far apart)")
	f.StringVar(&o.Page, "o", "walkthrough.html", "where to write the `PAGE`")
	f.StringVar(&o.Axes, "axes", "", "the two `columns` to draw, by number or by name, as in 3,4\n(default: the two that vary most)")
	f.StringVar(&o.Labels, "labels", "", "write the lines of the data, each with its label, to `FILE`; it must be new")
	f.StringVar(&o.Show, "show", "", "a `case` worth showing:\n"+strings.TrimRight(showcaseList(), "\n"))
	return f, o
}

func usage() string {
	var b strings.Builder
	b.WriteString(`go run ./docs/walkthrough runs k-means step by step in both forms of the slides.

A data file has a line for each point, with its numbers separated by commas,
semicolons, tabs or spaces. Decimals have a point, or a comma in a file where
commas do not separate the numbers. A first line without a number is the header, the
names of the columns. A column of names is not used, but compared with the clusters,
if a name occurs more than once. Lines that begin with # are left out. Where a number
is missing (empty, NA, ?), the program stops and says where.

`)
	f, _ := flags()
	f.SetOutput(&b)
	f.PrintDefaults()
	return b.String()
}

func parseOptions(args []string) (*options, error) {
	f, o := flags()
	err := f.Parse(args)
	set := map[string]bool{}
	f.Visit(func(g *flag.Flag) { set[g.Name] = true })
	if err == nil && set["show"] {
		err = o.choose(f, set)
	}
	if err != nil {
		return nil, err
	}
	switch {
	case f.NArg() > 0:
		return nil, fmt.Errorf("%q: only flags are expected, for a file -data %s", f.Arg(0), f.Arg(0))
	case o.K < 1:
		return nil, fmt.Errorf("-k %d: there must be at least one cluster", o.K)
	case o.Steps < 1:
		return nil, fmt.Errorf("-steps %d: there must be at least one", o.Steps)
	case starts[o.Init] == nil:
		return nil, fmt.Errorf("-init %q: it is shuffle, resample or plusplus", o.Init)
	case o.Page == "":
		return nil, errors.New("-o \"\": a page needs a name")
	}
	return o, nil
}

// fit checks the options against the data.
func (o *options) fit(d *Data) error {
	m, _ := d.X.Dims()
	if o.K > m {
		return fmt.Errorf("-k %d: %s has %s, and there can't be more clusters than points: use -k %d or less",
			o.K, o.name(), count(m, "point"), m)
	}
	if m > largest/o.K {
		return fmt.Errorf("-k %d: with %d points the matrices of the slides get %d×%d, more than this program tries: use -k %d or less",
			o.K, m, m, o.K, largest/m)
	}
	_, _, err := o.chosenAxes(d)
	return err
}
