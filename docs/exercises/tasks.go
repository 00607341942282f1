package main

import (
	"fmt"
	"slices"
	"strings"
)

// A task is a function that a student may be asked to write. Its statement is the
// function's own doc comment; this is what the handout adds to it.
type task struct {
	name    string // as Go names it: "pointwise.Distance", "matrix.(*Matrix).Dot"
	rung    string // of the derivation
	numpy   string // what stands for it in NumPy, if it is a call
	formula string
	shapes  string
	notes   []string // what the tests want and the doc comment does not say
	example string   // statements that print something
	prints  string
	byHand  string // the example with pencil and paper
	hints   []string
	minutes int
	more    []string // tests besides the one that has the function's name
}

// dir returns the folder, which is also the name of the package.
func (t task) dir() string {
	dir, _, _ := strings.Cut(t.name, ".")
	return dir
}

// function returns "Distance" or "(*Matrix).Dot".
func (t task) function() string {
	_, function, _ := strings.Cut(t.name, ".")
	return function
}

// short returns "Distance" or "Dot".
func (t task) short() string { return t.name[strings.LastIndex(t.name, ".")+1:] }

// todo returns what the body of the task says when it is task number.
func (t task) todo(number int) string { return fmt.Sprintf("TODO: task %d, %s", number, t.name) }

// tests returns the names of the tests that judge the task.
func (t task) tests() []string { return append([]string{"Test" + t.short()}, t.more...) }

// check returns the command that runs the task's own tests, quoted so that every
// shell understands it, also those of Windows.
func (t task) check() string {
	tests := strings.Join(t.tests(), "|")
	if len(t.more) > 0 {
		tests = "(" + tests + ")"
	}
	return fmt.Sprintf("go test ./%s -run \"^%s$\"", t.dir(), tests)
}

// A sheet is a ready-made set of tasks.
type sheet struct {
	name  string
	what  string
	tasks func(t task) bool
}

// firstSet is the sheet of a first lab: loops over numbers, one formula after the
// other, nothing to know but the slides.
const firstSet = "pointwise"

func in(dir string) func(task) bool { return func(t task) bool { return t.dir() == dir } }

var sheets = []sheet{
	{"pointwise", "the formulas of the slides in plain loops; the first lab", func(t task) bool {
		return t.dir() == "pointwise" && t.name != "pointwise.Fit"
	}},
	{"matrix", "the matrix operations that the slides use, by hand", in("matrix")},
	{"slide", "the four lines: Expectation, RowwiseOneHot, Maximization", func(t task) bool {
		return slices.Contains([]string{"kmeans.RowwiseOneHot", "kmeans.Expectation", "kmeans.Maximization"}, t.name)
	}},
	{"kmeans", "the four lines, and what the two programs on the slides have around them", in("kmeans")},
	{"all", "every task, from the first distance to the last line, and pointwise.Fit", func(task) bool { return true }},
}

// chooseTasks returns the tasks of the sheet set or, if byName, those in the list
// names, in the order of the table.
func chooseTasks(set, names string, byName bool) (title string, tasks []task, err error) {
	if !byName {
		for _, s := range sheets {
			if s.name == set {
				for _, t := range allTasks {
					if s.tasks(t) {
						tasks = append(tasks, t)
					}
				}
				return s.name, tasks, nil
			}
		}
		var there []string
		for _, s := range sheets {
			there = append(there, s.name)
		}
		return "", nil, fmt.Errorf("unknown set %q: there are %s", set, strings.Join(there, ", "))
	}
	chosen := map[string]bool{}
	for _, name := range strings.Split(names, ",") {
		t, ok := findTask(strings.TrimSpace(name))
		if !ok {
			var there []string
			for _, t := range allTasks {
				there = append(there, "\n\t"+t.name)
			}
			return "", nil, fmt.Errorf("unknown task %q: there are%s", name, strings.Join(there, ""))
		}
		chosen[t.name] = true
	}
	for _, t := range allTasks {
		if chosen[t.name] {
			tasks = append(tasks, t)
		}
	}
	return "", tasks, nil
}

// findTask finds a task by its name, or by the name without the receiver, which
// need not be quoted in a shell: matrix.Dot.
func findTask(name string) (task, bool) {
	for _, t := range allTasks {
		if name == t.name || name == t.dir()+"."+t.short() {
			return t, true
		}
	}
	return task{}, false
}
