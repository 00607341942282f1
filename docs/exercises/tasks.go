package main

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A task is a function that a student may be asked to write. Its statement is the
// function's own doc comment and its section of tasks.txt; the right answer is the
// repository's.
type task struct {
	name    string // as Go names it: "pointwise.Distance", "matrix.(*Matrix).Dot"
	f       any    // the function
	adapter string // the function of a judge file that f has gone through
	call    string // how verdict names a call, if not by the function's name
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

// dir returns the folder, which is also the name of the package.
func (t task) dir() string {
	dir, _, _ := strings.Cut(t.name, ".")
	return dir
}

// dirs lists the folders of tasks.
func dirs(tasks []task) (dirs []string) {
	for _, t := range tasks {
		dirs = append(dirs, t.dir())
	}
	return slices.Compact(dirs)
}

// short returns "Distance" or "Dot".
func (t task) short() string { return t.name[strings.LastIndex(t.name, ".")+1:] }

// todo returns what the body of the task says when it is task number.
func (t task) todo(number int) string { return fmt.Sprintf("TODO: task %d, %s", number, t.name) }

// check returns the command that runs the task's own test, quoted so that every
// shell understands it, also those of Windows.
func (t task) check() string {
	return fmt.Sprintf("go test ./%s -run \"^Test%s$\"", t.dir(), t.short())
}

//go:embed tasks.txt
var pages string

// page returns the section of tasks.txt about the task: the statement, the cases, the
// hints.
func (t task) page() (statement, cases, hints string) {
	_, page, _ := strings.Cut(pages, "\n## "+t.name+"\n\n")
	page, _, _ = strings.Cut(page, "\n## ")
	statement, page, _ = strings.Cut(page, "\nCases:\n")
	cases, hints, _ = strings.Cut(page, "\n\nHints:\n")
	if other, ok := strings.CutPrefix(cases, "those of "); ok {
		_, cases, _ = task{name: other}.page()
	}
	return statement, cases, hints
}

// of returns a line of the task's statement: its rung, its formula, its minutes.
func (t task) of(what string) string {
	statement, _, _ := t.page()
	if found := regexp.MustCompile(`(?m)^- ` + what + `: (.*)$`).FindStringSubmatch(statement); found != nil {
		return found[1]
	}
	return ""
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

var sheets = []sheet{
	{"pointwise", "the formulas of the slides in plain loops; the first lab", func(t task) bool {
		return t.dir() == "pointwise" && t.name != "pointwise.Fit"
	}},
	{"matrix", "the matrix operations that the slides use, by hand", func(t task) bool { return t.dir() == "matrix" }},
	{"slide", "the four lines: Expectation, RowwiseOneHot, Maximization", func(t task) bool {
		return slices.Contains([]string{"kmeans.RowwiseOneHot", "kmeans.Expectation", "kmeans.Maximization"}, t.name)
	}},
	{"kmeans", "the four lines, and what the two programs on the slides have around them", func(t task) bool { return t.dir() == "kmeans" }},
	{"all", "every task, from the first distance to the last line, and pointwise.Fit", func(task) bool { return true }},
}

// those returns the tasks for which is holds.
func those(is func(t task) bool) (tasks []task) {
	for _, t := range allTasks {
		if is(t) {
			tasks = append(tasks, t)
		}
	}
	return tasks
}

// chooseTasks returns the tasks of the sheet set or, if byName, those in the list
// names, in the order of the table.
func chooseTasks(set, names string, byName bool) (title string, tasks []task, err error) {
	var there []string
	if !byName {
		for _, s := range sheets {
			if s.name == set {
				return s.name, those(s.tasks), nil
			}
			there = append(there, s.name)
		}
		return "", nil, fmt.Errorf("unknown set %q: there are %s", set, strings.Join(there, ", "))
	}
	chosen := map[string]bool{}
	for _, name := range strings.Split(names, ",") {
		name = strings.TrimSpace(name)
		found := those(func(t task) bool { return name == t.name || name == t.dir()+"."+t.short() })
		if found == nil {
			for _, t := range allTasks {
				there = append(there, "\n\t"+t.name)
			}
			return "", nil, fmt.Errorf("unknown task %q: there are%s", name, strings.Join(there, ""))
		}
		chosen[found[0].name] = true
	}
	return "", those(func(t task) bool { return chosen[t.name] }), nil
}
