package main

import (
	"cmp"
	_ "embed"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"example.com/kmeans-by-hand/matrix"
)

// A task is a function that a student may be asked to write. Its statement is the
// function's own doc comment and its section of tasks.txt; the right answer is the
// repository's.
type task struct {
	Name    string // "pointwise.Distance"
	f       any    // the function
	adapter string // the function of a judge file that f has gone through
	call    string // what messages call it, if not by its name
	wrong   []wrong
}

// A wrong answer is one that is easily given, of f's type. If the handout should
// recognize it, it says what the mistake looks like.
type wrong struct {
	says string
	f    any
}

// allTasks lists the tasks in the order of the derivation.
var allTasks = slices.Concat(pointwiseTasks, matrixTasks, kmeansTasks)

// Dir returns the folder, which is also the name of the package.
func (t task) Dir() string {
	dir, _, _ := strings.Cut(t.Name, ".")
	return dir
}

// Short returns the name without that of the package.
func (t task) Short() string { return strings.TrimPrefix(t.Name, t.Dir()+".") }

// dirs lists the folders of tasks.
func dirs(tasks []task) (dirs []string) {
	for _, t := range tasks {
		dirs = append(dirs, t.Dir())
	}
	return slices.Compact(dirs)
}

// todo returns what the body of the task says when it is task number.
func (t task) todo(number int) string { return fmt.Sprintf("TODO: task %d, %s", number, t.Name) }

// Check returns the command that runs the task's own test, quoted so that every
// shell understands it, also those of Windows.
func (t task) Check() string {
	return fmt.Sprintf("go test ./%s -run \"^Test%s$\"", t.Dir(), t.Short())
}

//go:embed tasks.txt
var pages string

// page returns the section of tasks.txt about the task: the statement, the cases, the
// hints.
func (t task) page() (statement, cases, hints string) {
	_, page, _ := strings.Cut(pages, "\n## "+t.Name+"\n\n")
	page, _, _ = strings.Cut(page, "\n## ")
	statement, page, _ = strings.Cut(page, "\nCases:\n")
	cases, hints, _ = strings.Cut(page, "\n\nHints:\n")
	if other, ok := strings.CutPrefix(cases, "those of "); ok {
		_, cases, _ = task{Name: other}.page()
	}
	return statement, cases, strings.TrimSpace(hints)
}

// of returns a line of the task's statement: its rung, its formula, its minutes.
func (t task) of(what string) string {
	statement, _, _ := t.page()
	_, statement, _ = strings.Cut(statement, "- "+what+": ")
	line, _, _ := strings.Cut(statement, "\n")
	return line
}

// Call returns how messages name a call.
func (t task) Call() string { return cmp.Or(t.call, t.Short()) }

// Function returns the function in Go, for a test.
func (t task) Function() string {
	switch {
	case t.adapter != "":
		return t.adapter + "(" + t.Name + ")"
	case t.Dir() == "matrix" && reflect.TypeOf(t.f).In(0) == reflect.TypeFor[*matrix.Matrix]():
		return "(*matrix.Matrix)." + t.Short()
	}
	return t.Name
}

// Signature returns the function's type.
func (t task) Signature() string { return fmt.Sprintf("%T", t.f) }

// Cases returns the cases, one a line.
func (t task) Cases() string {
	_, cases, _ := t.page()
	return cases
}

// Slips returns the wrong answers that have a name.
func (t task) Slips() (slips []slip) {
	for _, w := range t.wrong {
		if w.says != "" {
			trials := trialsOf(t.Cases())
			came, _ := outcomesOf(w.f, trials)
			slips = append(slips, slip{w.says, signs(trials, came)})
		}
	}
	return slips
}

// A sheet is a ready-made set of tasks: those whose names match.
type sheet struct{ name, what, names string }

// firstSet is the sheet of a first lab: loops over numbers, one formula after the
// other, nothing to know but the slides.
const firstSet = "pointwise"

var sheets = []sheet{
	{"pointwise", "the formulas of the slides in plain loops; the first lab", `^pointwise\.[^F]`},
	{"matrix", "the matrix operations that the slides use, by hand", `^matrix\.`},
	{"slide", "the four lines: Expectation, RowwiseOneHot, Maximization", `^kmeans\.(RowwiseOneHot|Expectation|Maximization)$`},
	{"kmeans", "the four lines, and what the two programs on the slides have around them", `^kmeans\.`},
	{"all", "every task, from the first distance to the last line, and pointwise.Fit", ``},
}

// tasks returns the tasks of the sheet, in the order of the derivation.
func (s sheet) tasks() []task {
	matches := regexp.MustCompile(s.names).MatchString
	return slices.DeleteFunc(slices.Clone(allTasks), func(t task) bool { return !matches(t.Name) })
}

// chooseTasks returns the tasks of the sheet set or, if byName, those in the list names.
func chooseTasks(set, names string, byName bool) (title string, tasks []task, err error) {
	if !byName {
		i := slices.IndexFunc(sheets, func(s sheet) bool { return s.name == set })
		if i < 0 {
			return "", nil, fmt.Errorf("unknown set %q: -list shows those that there are", set)
		}
		return set, sheets[i].tasks(), nil
	}
	var quoted []string
	for _, name := range strings.Split(strings.ReplaceAll(names, " ", ""), ",") {
		i := slices.IndexFunc(allTasks, func(t task) bool { return t.Name == name || t.Short() == name })
		if i < 0 {
			return "", nil, fmt.Errorf("unknown task %q: -list shows those that there are", name)
		}
		quoted = append(quoted, regexp.QuoteMeta(allTasks[i].Name))
	}
	return "", sheet{names: "^(" + strings.Join(quoted, "|") + ")$"}.tasks(), nil
}
