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

//go:embed readme.txt
var readmePage string

const hintsPage = `# Hints

Read one, go back and try, and only then read the next.
{{range .tasks}}
## {{.Number}}. {{.Short}}

{{.Hints}}
{{end}}`

// addPages adds README.md and HINTS.md.
func (h handout) addPages(sheet string, tasks []task, module string, solutions bool) {
	with := map[string]any{
		"sheet":     sheet,
		"count":     count(len(tasks), "function"),
		"dirs":      dirs(tasks),
		"given":     h.has("matrix") && !slices.Contains(dirs(tasks), "matrix"),
		"go":        goVersion,
		"module":    module,
		"solutions": solutions,
		"tasks":     h.about(tasks),
		"judge":     lineOf(h[tasks[0].Dir()+"/cases_test.go"], "judge(t, "),
	}
	h["README.md"] = fill(readmePage, with)
	h["HINTS.md"] = fill(hintsPage, with)
}

// An aboutTask is a task as a page shows it.
type aboutTask struct {
	task
	Number                          int
	File                            string // where to write it
	Line                            int
	Declaration, Facts, Rest, Hints string
}

func (h handout) about(tasks []task) (about []aboutTask) {
	for i, t := range tasks {
		a := aboutTask{task: t, Number: i + 1}
		var statement string
		statement, _, a.Hints = t.page()
		_, statement, _ = strings.Cut(statement, "\n") // the minutes are the lecturer's
		a.Facts, a.Rest, _ = strings.Cut(strings.TrimSpace(statement), "\n\n")
		signature := regexp.MustCompile(`(?m)^(func (\(\w+ \*\w+\) )?` + t.Short() + `\(.*) {$`)
		for name, text := range h {
			if found := signature.FindSubmatch(text); found != nil && path.Dir(name) == t.Dir() {
				a.File, a.Line, a.Declaration = name, lineOf(text, t.todo(i+1)), string(found[1])
			}
		}
		about = append(about, a)
	}
	return about
}

// lineOf returns the number of the line that has s in it.
func lineOf(text []byte, s string) int {
	before, _, _ := bytes.Cut(text, []byte(s))
	return 1 + bytes.Count(before, []byte("\n"))
}

func fill(page string, with any) []byte {
	var b bytes.Buffer
	if err := template.Must(template.New("page").Parse(page)).Execute(&b, with); err != nil {
		panic(err) // the page does not fit its data
	}
	return b.Bytes()
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// printList shows what there is to choose from.
func printList(w io.Writer) {
	fmt.Fprintf(w, "Sheets (-set NAME; without it, %s):\n", firstSet)
	for _, s := range sheets {
		fmt.Fprintf(w, "  %-10s %2d tasks, about %3d minutes: %s\n", s.name, len(s.tasks()), s.minutes(), s.what)
	}
	fmt.Fprintf(w, "\nTasks (-task NAME,NAME):\n")
	for _, t := range allTasks {
		fmt.Fprintf(w, "  %-26s %s\n  %-26s %s\n", t.Name, t.of("formula"), "", t.of("rung"))
	}
}

func (s sheet) minutes() (sum int) {
	for _, t := range s.tasks() {
		n, _ := strconv.Atoi(t.of("minutes"))
		sum += n
	}
	return sum
}
