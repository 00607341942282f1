package main

import (
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

// A task is a function that a student may be asked to write. Its statement is the
// function's own doc comment and its section of tasks.txt; the right answer is the
// repository's.
type task struct {
	Name string // "pointwise.Distance"
	f    any    // the function
}

// allTasks lists the tasks in the order of the derivation.
var allTasks = []task{
	{"pointwise.Distance", pointwise.Distance},
	{"pointwise.ExpandedDistance", pointwise.ExpandedDistance},
	{"pointwise.Score", pointwise.Score},
	{"pointwise.Labels", pointwise.Labels},
	{"pointwise.OneHot", pointwise.OneHot},
	{"pointwise.SetMeans", pointwise.SetMeans},
	{"pointwise.WeightedMeans", pointwise.WeightedMeans},
	{"matrix.FromRows", matrix.FromRows},
	{"matrix.Ones", matrix.Ones},
	{"matrix.Eye", matrix.Eye},
	{"matrix.Index", (*matrix.Matrix).Index},
	{"matrix.T", (*matrix.Matrix).T},
	{"matrix.Square", (*matrix.Matrix).Square},
	{"matrix.Scale", (*matrix.Matrix).Scale},
	{"matrix.Add", (*matrix.Matrix).Add},
	{"matrix.Div", (*matrix.Matrix).Div},
	{"matrix.ColumnSums", (*matrix.Matrix).ColumnSums},
	{"matrix.Dot", (*matrix.Matrix).Dot},
	{"matrix.RowwiseArgmin", (*matrix.Matrix).RowwiseArgmin},
	{"kmeans.RowwiseOneHot", kmeans.RowwiseOneHot},
	{"kmeans.Expectation", kmeans.Expectation},
	{"kmeans.Maximization", kmeans.Maximization},
	{"kmeans.Run", kmeans.Run},
	{"kmeans.CountedMaximization", kmeans.CountedMaximization},
}

// Dir returns the folder, which is also the name of the package.
func (t task) Dir() string { return strings.Split(t.Name, ".")[0] }

// Short returns the name without that of the package.
func (t task) Short() string { return plain(t.Name) }

// Function returns the function in Go, for a test.
func (t task) Function() string {
	if t.Dir() == "matrix" && reflect.TypeOf(t.f).In(0) == reflect.TypeFor[*matrix.Matrix]() {
		return "(*matrix.Matrix)." + t.Short()
	}
	return t.Name
}

// Signature returns the function's type.
func (t task) Signature() string { return fmt.Sprintf("%T", t.f) }

// isTask reports whether there is a task of that name.
func isTask(name string) bool {
	return slices.ContainsFunc(allTasks, func(t task) bool { return t.Name == name })
}

// dirs lists the folders of tasks.
func dirs(tasks []task) (dirs []string) {
	for _, t := range tasks {
		dirs = append(dirs, t.Dir())
	}
	return slices.Compact(dirs)
}

// todo is what the body of the task says.
func (t task) todo() string { return "TODO: " + t.Name }

// Check returns the command that runs the task's own test, quoted so that every
// shell understands it, also those of Windows.
func (t task) Check() string {
	return fmt.Sprintf("go test ./%s -run \"^Test%s$\"", t.Dir(), t.Short())
}

// part returns a part of the section of tasks.txt about the task: the minutes and the
// statement, the cases, the hints.
func (t task) part(i int) string {
	pages, _ := embedded.ReadFile("tasks.txt")
	_, page, _ := strings.Cut(string(pages), "\n\n## "+t.Name+", ")
	page, _, _ = strings.Cut(page, "\n\n## ")
	part := strings.SplitN(strings.TrimSpace(page), "\n\n", 3)[i]
	if other, ok := strings.CutPrefix(part, "those of "); ok {
		return task{Name: other}.part(i)
	}
	return part
}

func (t task) Cases() string { return t.part(1) }

func (t task) Hints() string { return t.part(2) }

// minutes and Facts are the first line of the statement and the others.
func (t task) minutes() (n int) {
	fmt.Sscan(t.part(0), &n)
	return n
}

func (t task) Facts() string { return strings.SplitN(t.part(0), "\n", 2)[1] }

// Of returns one fact: the rung, the formula, the example.
func (t task) Of(what string) string {
	_, line, _ := strings.Cut(t.part(0), "\n- "+what+": ")
	return strings.SplitN(line, "\n", 2)[0]
}

// Slips returns the mistakes that are often made, from slips.txt.
func (t task) Slips() (slips []slip) {
	all, _ := embedded.ReadFile("slips.txt")
	for line := range strings.Lines(string(all)) {
		if parts := strings.Split(strings.TrimSpace(line), ": "); parts[0] == t.Name {
			slips = append(slips, slip{strings.Join(parts[2:], ": "), parts[1]})
		}
	}
	return slips
}

// sheets are the ready-made sets of tasks: those whose names match.
var sheets = []struct{ name, what, names string }{
	{"pointwise", "the formulas of the slides in plain loops; the first lab", `^pointwise\.`},
	{"matrix", "the matrix operations that the slides use, by hand", `^matrix\.`},
	{"slide", "the four lines, the loop around them, and the second program's division", `^kmeans\.`},
	{"all", "every task, from the first distance to the last line", ``},
}

// matching returns the tasks whose names match, in the order of the derivation.
func matching(names string) []task {
	return slices.DeleteFunc(slices.Clone(allTasks), func(t task) bool { return !regexp.MustCompile(names).MatchString(t.Name) })
}

// choose returns the tasks in the list names or, if there is none, of the sheet set.
func choose(set, names string) (tasks []task, err error) {
	for _, s := range sheets {
		if s.name == set && names == "" {
			return matching(s.names), nil
		}
	}
	if names == "" {
		return nil, fmt.Errorf("unknown set %q: -list shows those that there are", set)
	}
	pattern := "^$"
	for _, name := range strings.Split(strings.ReplaceAll(names, " ", ""), ",") {
		found := matching(`(^|^\w+\.)` + regexp.QuoteMeta(name) + "$")
		if len(found) == 0 {
			return nil, fmt.Errorf("unknown task %q: -list shows those that there are", name)
		}
		pattern += "|^" + regexp.QuoteMeta(found[0].Name) + "$"
	}
	return matching(pattern), nil
}

// printList shows what there is to choose from.
func printList(w io.Writer) {
	fmt.Fprintln(w, "Sheets (-set NAME; without it, pointwise):")
	for _, s := range sheets {
		fmt.Fprintf(w, "  %-10s %2d tasks, about %3d minutes: %s\n", s.name, len(matching(s.names)), minutes(matching(s.names)), s.what)
	}
	fmt.Fprintln(w, "\nTasks (-task NAME,NAME):")
	for _, t := range allTasks {
		fmt.Fprintf(w, "  %-26s %s\n  %-26s %s\n", t.Name, t.Of("formula"), "", t.Of("rung"))
	}
}

func minutes(tasks []task) (sum int) {
	for _, t := range tasks {
		sum += t.minutes()
	}
	return sum
}
