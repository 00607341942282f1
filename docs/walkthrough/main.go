// Walkthrough runs the slides' k-means on a file of points, in both forms and step
// by step, and says at each step whether they still agree.
//
//	go run ./docs/walkthrough                                  the slides' program
//	go run ./docs/walkthrough -data docs/data/iris.csv -k 3    your own data
//	go run ./docs/walkthrough -show differ                     a case worth showing
//
// It prints the run and writes it as a page to look at, walkthrough.html. The folder table
// reads a file, data.go prepares it, run.go is the run, and print.go prints it; page.go,
// picture.go and the folder page are the page.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"

	"example.com/kmeans-by-hand/docs/walkthrough/table"
	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
)

// slideData are the points of the slides' program: 200×2.
const slideData = "docs/data/slide.csv"

func main() {
	os.Exit(walkthrough(os.Args[1:], os.Stdout, os.Stderr))
}

// walkthrough is the program. It returns the exit status: 0, 1 where something is
// wrong with a file, or 2 where the command makes no sense.
func walkthrough(args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args)
	if errors.Is(err, flag.ErrHelp) {
		f, _ := flags()
		f.SetOutput(stdout)
		fmt.Fprint(stdout, "go run ./docs/walkthrough runs k-means step by step in both forms of the slides.\ndocs/walkthrough/README.md says what a file may look like.\n\n")
		f.PrintDefaults()
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
// time, and the files that it writes appear last.
func walk(o *options, stdout io.Writer) error {
	d, err := o.read()
	if errors.Is(err, fs.ErrNotExist) && (o.Data == slideData || o.Show != "") {
		return fmt.Errorf("%s: no such file here: run the program from the top folder of the repository, or choose a file with -data FILE", o.Data)
	}
	if err == nil {
		err = o.fit(d)
	}
	if err != nil {
		return err
	}
	r, err := newRun(d.X, o.start(d.X), o.Steps)
	if err != nil {
		return err
	}
	page, err := renderPage(o, d, r)
	if err != nil {
		return err
	}
	files := map[string][]byte{o.Page: page}
	if o.Labels != "" {
		files[o.Labels] = d.Labelled(r.Fit.Y)
	}
	return write(files, func() error { return printRun(stdout, o, d, r) })
}

// Options are the flags.
type options struct {
	Data, Columns, Init, Page, Axes, Labels, Show string
	Standardize                                   bool
	K, Steps                                      int
	Seed                                          uint64

	showcase       // of -show
	points   []int // of -init
	Started  string
	Name     string // what messages call the data
	args     []string
}

var starts = map[string]func(*matrix.Matrix, int, *rand.Rand) *matrix.Matrix{
	"shuffle":  kmeans.Shuffle,
	"resample": kmeans.Resample,
	"plusplus": kmeans.PlusPlus,
}

func (o *options) start(X *matrix.Matrix) *matrix.Matrix {
	if o.points != nil {
		return X.Index(o.points) // k×n
	}
	return starts[o.Init](X, o.K, rand.New(rand.NewPCG(o.Seed, 0))) // k×n
}

func flags() (*flag.FlagSet, *options) {
	o := new(options)
	f := flag.NewFlagSet("walkthrough", flag.ContinueOnError)
	f.SetOutput(io.Discard) // walkthrough prints what went wrong
	f.StringVar(&o.Data, "data", slideData, "the points: a CSV `FILE`, one a line; - is standard input\n")
	f.StringVar(&o.Columns, "columns", "", "the `columns` to use, by number, counted from 1, or by name, as in 2,3\n(default: all that have numbers)")
	f.BoolVar(&o.Standardize, "standardize", false, "divide each column by its standard deviation, so that each has the same\nsay in the distances")
	f.IntVar(&o.K, "k", 4, "how many `clusters`")
	f.IntVar(&o.Steps, "steps", 50, "at most so many `steps`")
	f.Uint64Var(&o.Seed, "seed", 1, "the `number` that the random start is made from")
	f.StringVar(&o.Init, "init", "shuffle", "the `start`: shuffle (k different points), resample (k points, repeats\nallowed), plusplus (k points far apart), or the points to begin with,\ncounted from 0, as in 17,3,101,4")
	f.StringVar(&o.Page, "o", "walkthrough.html", "where to write the `PAGE`")
	f.StringVar(&o.Axes, "axes", "", "the two `columns` to draw, by number or by name, as in 3,4\n(default: the two that vary most)")
	f.StringVar(&o.Labels, "labels", "", "write the lines of the data, each with its label, to `FILE`; it must be new")
	f.StringVar(&o.Show, "show", "", "a `case` worth showing:\n"+showcaseList())
	return f, o
}

func parseOptions(args []string) (*options, error) {
	f, o := flags()
	o.args = args
	err := f.Parse(args)
	set := map[string]bool{}
	f.Visit(func(g *flag.Flag) { set[g.Name] = true })
	if err == nil && set["show"] {
		err = o.choose(f, set)
	}
	if err != nil {
		return nil, err
	}
	if o.Name = o.Data; o.Data == "-" {
		o.Name = "standard input"
	}
	o.Started = fmt.Sprintf("%s, seed %d", o.Init, o.Seed)
	if starts[o.Init] == nil {
		o.Started = fmt.Sprintf("points %s (from 0)", o.Init)
		for _, s := range strings.Split(o.Init, ",") {
			i, err := strconv.Atoi(strings.TrimSpace(s))
			if err != nil || i < 0 {
				return nil, fmt.Errorf("-init %q: it is shuffle, resample, plusplus or points counted from 0, as in 17,3,101,4", o.Init)
			}
			o.points = append(o.points, i)
		}
		if !set["k"] && o.Show == "" {
			o.K = len(o.points)
		}
	}
	switch {
	case f.NArg() > 0:
		return nil, fmt.Errorf("%q: only flags are expected, for a file -data %s", f.Arg(0), f.Arg(0))
	case o.K < 1:
		return nil, fmt.Errorf("-k %d: there must be at least one cluster", o.K)
	case o.Steps < 1:
		return nil, fmt.Errorf("-steps %d: there must be at least one", o.Steps)
	case o.points != nil && len(o.points) != o.K:
		return nil, fmt.Errorf("-init %s: %s for %s", o.Init, table.Count(len(o.points), "point"), table.Count(o.K, "cluster"))
	case !strings.HasSuffix(o.Page, ".html"): // a file of that name is replaced
		return nil, fmt.Errorf("-o %s: the name of a page ends in .html", o.Page)
	case strings.HasSuffix(o.Labels, ".html"):
		return nil, fmt.Errorf("-labels %s: that is the name of a page: end it in .csv", o.Labels)
	}
	return o, nil
}

// largest is how many elements the m×k matrices may have: 160 MB, and a step makes several.
const largest = 20_000_000

// fit checks the options against the data.
func (o *options) fit(d *Data) error {
	switch m, _ := d.X.Dims(); {
	case o.K > m:
		return fmt.Errorf("-k %d: %s has %s, and there can't be more clusters than points: use -k %d or less", o.K, o.Name, table.Count(m, "point"), m)
	case m > largest/o.K:
		return fmt.Errorf("-k %d: with %d points the matrices of the slides get %d×%d, more than this program tries: use -k %d or less", o.K, m, m, o.K, largest/m)
	case o.points != nil && slices.Max(o.points) >= m:
		return fmt.Errorf("-init %s: there is no point %d: %s has %s, counted from 0", o.Init, slices.Max(o.points), o.Name, table.Count(m, "point"))
	}
	_, err := o.chosenAxes(d)
	return err
}
