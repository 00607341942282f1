package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
)

// readme returns the README of a handout.
func readme(h handout, sheet string, tasks []task, module string, solutions bool) []byte {
	title := "k-means by hand"
	if sheet != "" {
		title += ": the sheet “" + sheet + "”"
	}
	number := count(len(tasks), "function") + " are"
	if len(tasks) == 1 {
		number = "1 function is"
	}
	return fill(readmePage, map[string]any{
		"title":     title,
		"number":    number,
		"dirs":      dirs(tasks),
		"given":     h.has("matrix") && !slices.Contains(dirs(tasks), "matrix"),
		"go":        goVersion,
		"module":    module,
		"solutions": solutions,
		"tasks":     about(h, tasks),
		"judge":     lineOf(string(h[tasks[0].dir()+"/cases_test.go"]), "judge(t, "),
	})
}

func hints(tasks []task) []byte {
	return fill(hintsPage, map[string]any{"tasks": about(nil, tasks)})
}

// An aboutTask is a task as a page shows it.
type aboutTask struct {
	Number                        int
	Name, Short, Dir, Check       string
	File                          string // where to write it
	Line                          int
	Signature, Facts, Rest, Hints string
}

func about(h handout, tasks []task) (about []aboutTask) {
	for i, t := range tasks {
		a := aboutTask{Number: i + 1, Name: t.name, Short: t.short(), Dir: t.dir(), Check: t.check()}
		statement, _, hints := t.page()
		_, statement, _ = strings.Cut(statement, "\n") // the minutes are the lecturer's
		a.Facts, a.Rest, _ = strings.Cut(strings.TrimSpace(statement), "\n\n")
		a.Hints = strings.TrimSpace(hints)
		signature := regexp.MustCompile(`(?m)^(func (\(\w+ \*\w+\) )?` + t.short() + `\(.*) {$`)
		for name, text := range h {
			if found := signature.FindSubmatch(text); found != nil && path.Dir(name) == t.dir() {
				a.File, a.Line, a.Signature = name, lineOf(string(text), t.todo(i+1)), string(found[1])
			}
		}
		about = append(about, a)
	}
	return about
}

// lineOf returns the number of the line that has s in it.
func lineOf(text, s string) int {
	before, _, _ := strings.Cut(text, s)
	return 1 + strings.Count(before, "\n")
}

func fill(page string, with any) []byte {
	var b bytes.Buffer
	t := template.Must(template.New("page").Parse(page))
	if err := t.Execute(&b, with); err != nil {
		panic(err) // the page does not fit its data
	}
	return b.Bytes()
}

// printList shows what there is to choose from.
func printList(w io.Writer) {
	fmt.Fprintf(w, "Sheets (-set NAME; without it, %s):\n", firstSet)
	for _, s := range sheets {
		tasks := those(s.tasks)
		fmt.Fprintf(w, "  %-10s %2d tasks, about %3d minutes: %s\n", s.name, len(tasks), minutes(tasks), s.what)
	}
	fmt.Fprintf(w, "\nTasks (-task NAME,NAME; matrix.Dot will do for matrix.(*Matrix).Dot):\n")
	for _, t := range allTasks {
		var on []string
		for _, s := range sheets {
			if s.tasks(t) {
				on = append(on, s.name)
			}
		}
		fmt.Fprintf(w, "  %-32s %s\n  %-32s %s; sheets: %s\n", t.name, t.of("formula"), "", t.of("rung"), strings.Join(on, ", "))
	}
}

func minutes(tasks []task) (sum int) {
	for _, t := range tasks {
		n, _ := strconv.Atoi(t.of("minutes"))
		sum += n
	}
	return sum
}

//go:embed readme.txt
var readmePage string

const hintsPage = `# Hints

Read one, go back and try, and only then read the next.
{{range .tasks}}
## {{.Number}}. {{.Short}}

{{.Hints}}
{{end}}`
