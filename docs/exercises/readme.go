package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"io"
	"strings"
	"text/template"
)

// readme returns the README of a handout, hints the hints.
func readme(sel *selection, h handout, sheet string, tasks []task, module string, solutions bool) []byte {
	title := "k-means by hand"
	if sheet != "" {
		title += ": the sheet “" + sheet + "”"
	}
	var dirs []string // with tasks
	for _, dir := range []string{"matrix", "pointwise", "kmeans"} {
		for _, t := range tasks {
			if t.dir() == dir {
				dirs = append(dirs, dir)
				break
			}
		}
	}
	number := count(len(tasks), "function") + " are"
	if len(tasks) == 1 {
		number = "1 function is"
	}
	_, withMatrix := sel.packages["matrix"]
	return fill(readmePage, map[string]any{
		"title":     title,
		"number":    number,
		"dirs":      dirs,
		"given":     withMatrix && sel.packages["matrix"].isKept(sel) && !strings.Contains(strings.Join(dirs, " "), "matrix"),
		"go":        goVersion,
		"module":    module,
		"solutions": solutions,
		"tasks":     sel.about(h, tasks),
		"judge":     lineOf(judge, "panic: %%v"),
	})
}

func hints(tasks []task) []byte {
	var about []aboutTask
	for i, t := range tasks {
		about = append(about, aboutTask{task: t, Number: i + 1})
	}
	return fill(hintsPage, map[string]any{"tasks": about})
}

// An aboutTask is a task as a page shows it.
type aboutTask struct {
	task
	Number    int
	File      string // where to write it
	Line      int
	Signature string
}

func (t aboutTask) Name() string    { return t.name }
func (t aboutTask) Short() string   { return t.short() }
func (t aboutTask) Dir() string     { return t.dir() }
func (t aboutTask) Rung() string    { return t.rung }
func (t aboutTask) NumPy() string   { return t.numpy }
func (t aboutTask) Formula() string { return t.formula }
func (t aboutTask) Shapes() string  { return t.shapes }
func (t aboutTask) Notes() []string { return t.notes }
func (t aboutTask) Example() string { return t.example }
func (t aboutTask) Prints() string  { return t.prints }
func (t aboutTask) ByHand() string  { return t.byHand }
func (t aboutTask) Hints() []string { return t.hints }
func (t aboutTask) Check() string   { return t.check() }

func (sel *selection) about(h handout, tasks []task) []aboutTask {
	var about []aboutTask
	for i, t := range tasks {
		d := sel.packages[t.dir()].function(t.function(), false)
		node := d.node.(*ast.FuncDecl)
		from, to := sel.fset.Position(node.Pos()).Offset, sel.fset.Position(node.Type.End()).Offset
		file := d.file.pkg.dir + "/" + d.file.name
		about = append(about, aboutTask{t, i + 1, file, lineOf(string(h[file]), t.todo(i+1)), string(d.file.text[from:to])})
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
	t := template.Must(template.New("page").Funcs(template.FuncMap{"add": func(a, b int) int { return a + b }}).Parse(page))
	if err := t.Execute(&b, with); err != nil {
		panic(err) // the page does not fit its data
	}
	return b.Bytes()
}

// printList shows what there is to choose from.
func printList(w io.Writer) {
	fmt.Fprintf(w, "Sheets (-set NAME; without it, %s):\n", firstSet)
	for _, s := range sheets {
		n, minutes := 0, 0
		for _, t := range allTasks {
			if s.tasks(t) {
				n, minutes = n+1, minutes+t.minutes
			}
		}
		fmt.Fprintf(w, "  %-10s %2d tasks, about %3d minutes: %s\n", s.name, n, minutes, s.what)
	}
	fmt.Fprintf(w, "\nTasks (-task NAME,NAME; matrix.Dot will do for matrix.(*Matrix).Dot):\n")
	for _, t := range allTasks {
		var on []string
		for _, s := range sheets {
			if s.tasks(t) {
				on = append(on, s.name)
			}
		}
		fmt.Fprintf(w, "  %-32s %s\n  %-32s %s; sheets: %s\n", t.name, t.formula, "", t.rung, strings.Join(on, ", "))
	}
}

const readmePage = `# {{.title}}

{{if .solutions -}}
This copy has the solutions in: every command below reports ok. The handout for the
students is made without -solutions.

{{end -}}
In this module {{.number}} left for you to write. Each has its name, its
parameters and a comment that says what it returns; its body is one line,
` + "`panic(\"TODO: …\")`" + `. Replace that line by code. The tests are there already, and they
tell you when a function is done.

## Before you start

You need Go {{.go}} or newer and nothing else: install it from <https://go.dev/dl/>, open a
terminal in this folder, and see that ` + "`go version`" + ` answers. Any editor will do. Nothing
is downloaded: the module uses the standard library only.

{{with index .tasks 0}}{{if not $.solutions}}Then run the test of the first task. It fails, because there is nothing yet:

` + "```" + `
$ {{.Check}}
--- FAIL: Test{{.Short}} (0.00s)
    judge_test.go:{{$.judge}}: panic: TODO: task {{.Number}}, {{.Name}}
        	at {{.File}}:{{.Line}}
…
FAIL
FAIL	{{$.module}}/{{.Dir}}	0.002s
FAIL
` + "```" + `

{{end}}A test that fails says what it called with which numbers, what came, and what it
wanted. For a distance, say, like this:

` + "```" + `
Distance([0 7], [1 6]) = 2, want 1.4142135623730951: it looks as if the root is missing
` + "```" + `

A wrong answer often fails in many cases; read the first. If your code stops with a panic
of its own, the lines that begin with “at” are the way to it, your line first, and the next
line has the case. When a task is done, its command says

` + "```" + `
ok  	{{$.module}}/{{.Dir}}	0.002s
` + "```" + `
{{end}}
(and “(cached)” if nothing has changed since). When all are done, ` + "`go test ./...`" + ` says so of
every folder with tests.{{if gt (len .tasks) 1}} Until then it lists the tasks that are left, each under its own
name: they don't hide each other.{{end}}

## The rules

- Write where the TODO is, in {{range $i, $dir := .dirs}}{{if $i}}, {{end}}` + "`{{$dir}}/`" + `{{end}}. Leave names, parameters
  and tests as they are; helpers of your own are welcome.
- If you need a package, import it at the top of the file, below the line ` + "`package …`" + `:
  ` + "`import \"math\"`" + `. What is imported must be used. The standard library is enough.
- Code that does not compile hides all tasks of its folder, so keep it compiling:
  ` + "`go vet ./...`" + ` tells.
- Indices and labels count from 0, in the formulas as in Go.

Letters: X holds m points of n coordinates as rows, M holds k centers as rows, Y a label for
each point, and row i of Z is one-hot for label y_i. i runs over points, j over centers, l
over coordinates. A rung is a step of the slides' derivation: E for the distances, U for the
means, M for the matrix form, P for the programs.
{{if .given}}
The package matrix is given: ` + "`go doc ./matrix Matrix`" + ` lists what it has, and
` + "`go doc ./matrix Matrix.Dot`" + ` explains one operation.
{{end}}
## Rounding

The tests compare every bit, because a last bit can decide a label. So that there is one
right answer:

- a sum begins with 0 and takes its terms in their order, the first first;
- a product that is added to something is written ` + "`float64(a * b)`" + `: otherwise Go may, on some
  processors, round product and sum together, and give another last bit;
- a mean is the whole sum, and then one division.

## The tasks
{{range .tasks}}
### {{.Number}}. {{.Short}}

` + "```go" + `
{{.Signature}}
` + "```" + `

- where: ` + "`{{.File}}`" + `; the comment there is the statement
- rung: {{.Rung}}{{with .NumPy}}; in NumPy ` + "`{{.}}`" + `{{end}}
- formula: {{.Formula}}
- shapes: {{.Shapes}}
{{- range .Notes}}
- mind: {{.}}
{{- end}}
- check: ` + "`{{.Check}}`" + `

Example:

` + "```go" + `
{{.Example}}
` + "```" + `

prints

` + "```" + `
{{.Prints}}
` + "```" + `

By hand: {{.ByHand}}.
{{end}}
Stuck? HINTS.md has a few words for every task.
`

const hintsPage = `# Hints

Read one, go back and try, and only then read the next.
{{range .tasks}}
## {{.Number}}. {{.Short}}
{{range $i, $hint := .Hints}}
{{add $i 1}}. {{$hint}}
{{- end}}
{{end}}`
