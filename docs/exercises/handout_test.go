package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const lab = "example.com/kmeans-lab"

// compiles skips a test that builds and runs handouts or programs, unless all of that
// is asked for.
func compiles(t *testing.T) {
	t.Helper()
	if os.Getenv("KMEANS_ALL_HANDOUTS") == "" {
		t.Skip("left out, because it compiles and runs Go: KMEANS_ALL_HANDOUTS=1 go test ./docs/exercises")
	}
	t.Parallel()
}

func makeFor(t *testing.T, tasks []task, solutions bool) handout {
	t.Helper()
	h, err := makeHandout("../..", "", tasks, lab, solutions)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func named(t *testing.T, names string) []task {
	t.Helper()
	_, tasks, err := chooseTasks("", names, true)
	if err != nil {
		t.Fatal(err)
	}
	return tasks
}

func put(t *testing.T, h handout) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "handout")
	if err := h.write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// inHandout runs a go command in dir, as a student would.
func inHandout(dir string, args ...string) (output []byte, err error) {
	command := exec.Command("go", args...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off")
	return command.CombinedOutput()
}

// What a handout has and has not: the functions in question, their tests and what they
// need; not what only a removed body used, and not a word about how Fit is made fast.
func TestFiles(t *testing.T) {
	for _, c := range []struct {
		set, names string // the tasks
		files      string // without README.md, HINTS.md, go.mod and tests
		has, not   []string
	}{
		{"pointwise", "", "pointwise/pointwise.go",
			[]string{"// Package pointwise", "func Score("}, []string{"func squaredDistance", "func zeros", "func width", "Fit", "math.Sqrt"}},
		{"matrix", "", "matrix/argmin.go matrix/dot.go matrix/elementwise.go matrix/matrix.go matrix/string.go",
			[]string{"func (A *Matrix) Dot(", "// Element (i, j) is", "func (A *Matrix) shape("}, []string{"func argmin", ") broadcast(", "range B.Row("}},
		{"slide", "", "kmeans/slide.go matrix/argmin.go matrix/dot.go matrix/elementwise.go matrix/matrix.go matrix/string.go",
			[]string{"func Expectation(", "M_* = 1_{m×n}(Mᵀ)²", "rung M5", ") broadcast("}, []string{"matrix.Ones(m, n).Dot", "[Fit]", "func Shuffle", "math/rand"}},
		{"", "kmeans.Cost", "kmeans/cost.go kmeans/slide.go matrix/argmin.go matrix/dot.go matrix/elementwise.go matrix/matrix.go matrix/string.go",
			[]string{"func Cost("}, []string{"func Expectation", "lloyd"}},
		{"", "pointwise.Score, matrix.Dot", "matrix/argmin.go matrix/dot.go matrix/elementwise.go matrix/matrix.go matrix/string.go pointwise/pointwise.go",
			[]string{"func Score(", ") broadcast("}, []string{"func Distance"}},
		{"", "pointwise.Fit", "pointwise/fit.go pointwise/pointwise.go",
			[]string{"func squaredDistance", "func SetMeans", "type Result"}, []string{"func cost", "func check", "func Score"}},
		{"all", "", "kmeans/cost.go kmeans/slide.go kmeans/starts.go matrix/argmin.go matrix/dot.go matrix/elementwise.go matrix/matrix.go matrix/string.go pointwise/fit.go pointwise/pointwise.go",
			[]string{"type Result"}, []string{"func fitMeans", "type Result struct {\n\tpanic"}},
	} {
		_, tasks, err := chooseTasks(c.set, c.names, c.names != "")
		if err != nil {
			t.Fatal(err)
		}
		h, again := makeFor(t, tasks, false), makeFor(t, tasks, false)
		var names []string
		all := ""
		for name, text := range h {
			if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
				names = append(names, name)
				all += string(text)
			}
			if word := regexp.MustCompile(`\b([Ee]ngine|[Cc]ores?|goroutines?|lloyd)\b|` + regexp.QuoteMeta(home)).Find(text); word != nil {
				t.Errorf("%s%s: %s speaks of %q", c.set, c.names, name, word)
			}
			if !bytes.Equal(again[name], text) {
				t.Errorf("%s%s: %s differs from one run to the next", c.set, c.names, name)
			}
		}
		slices.Sort(names)
		if got := strings.Join(names, " "); got != c.files {
			t.Errorf("%s%s has the files %s, want %s", c.set, c.names, got, c.files)
		}
		for _, s := range append(c.has, c.not...) {
			if want := slices.Contains(c.has, s); strings.Contains(all, s) != want {
				t.Errorf("%s%s has %q: %v, want %v", c.set, c.names, s, !want, want)
			}
		}
	}
}

// Both ends. The handout as it is made builds, passes vet, and every task fails, says
// that it is to do, and says nothing else. With the solutions in, everything passes.
func TestBothEnds(t *testing.T) {
	compiles(t)
	chosen := map[string][]task{}
	for _, s := range sheets {
		chosen[s.name] = s.tasks()
	}
	for _, task := range allTasks {
		chosen[task.Name] = named(t, task.Name)
	}
	for name, tasks := range chosen {
		for _, solutions := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/%v", name, solutions), func(t *testing.T) {
				t.Parallel()
				h := makeFor(t, tasks, solutions)
				dir := put(t, h)
				if len(tasks) > 1 {
					if output, err := inHandout(dir, "vet", "./..."); err != nil {
						t.Fatalf("go vet: %s", output)
					}
				}
				output, _ := inHandout(dir, "test", "-json", "./...")
				action, said := map[string]string{}, map[string]string{}
				for _, line := range bytes.Split(output, []byte("\n")) {
					var event struct{ Action, Package, Test, Output string }
					if json.Unmarshal(line, &event) == nil && event.Test != "" {
						test := path.Base(event.Package) + "." + strings.TrimPrefix(event.Test, "Test")
						if event.Action == "pass" || event.Action == "fail" {
							action[test] = event.Action
						}
						said[test] += event.Output
					}
				}
				if len(action) != len(tasks) {
					t.Errorf("%d tests ran, want one for each of %d tasks:\n%s", len(action), len(tasks), output)
				}
				for i, task := range tasks {
					test := task.Dir() + "." + task.Short()
					if solutions {
						if action[test] != "pass" {
							t.Errorf("%s: %q, want a pass:\n%s", test, action[test], said[test])
						}
						continue
					}
					todo := regexp.MustCompile(`(?m)^ +cases_test\.go:\d+: ` + regexp.QuoteMeta(task.todo(i+1)) + `\n +at ` + task.Dir() + `/\w+\.go:\d+\n--- FAIL`)
					if action[test] != "fail" || !todo.MatchString(said[test]) {
						t.Errorf("%s: %q, want a failure with its TODO and nothing else:\n%s", test, action[test], said[test])
					}
				}
			})
		}
	}
}

// The examples of the handout's README print what stands there.
func TestExamples(t *testing.T) {
	compiles(t)
	h := makeFor(t, allTasks, true)
	main := "package main\n\nimport (\n\t\"fmt\"\n\t\"math/rand/v2\"\n\n" +
		"\t\"" + lab + "/kmeans\"\n\t\"" + lab + "/matrix\"\n\t\"" + lab + "/pointwise\"\n)\n\n" +
		"var _ = rand.New\nvar _ = kmeans.Cost\nvar _ = matrix.New\nvar _ = pointwise.Score\n\nfunc main() {\n"
	var prints []string
	for _, task := range allTasks {
		statement, _, _ := task.page()
		example := regexp.MustCompile("(?s)```go\n(.*?)// prints\n(.*?)```\n\nBy hand: .").FindStringSubmatch(statement)
		if example == nil {
			t.Fatalf("%s has no example", task.Name)
		}
		main += "{\n" + example[1] + "fmt.Println(\"----\")\n}\n"
		prints = append(prints, strings.ReplaceAll("\n"+example[2], "\n// ", "\n")[1:])
	}
	h["examples/main.go"] = []byte(main + "}\n")
	output, err := inHandout(put(t, h), "run", "./examples")
	if err != nil {
		t.Fatalf("the examples: %v\n%s", err, output)
	}
	for i, printed := range strings.Split(strings.TrimSuffix(string(output), "----\n"), "----\n") {
		if printed != prints[i] {
			t.Errorf("the example of %s prints\n%s\nand its README says\n%s", allTasks[i].Name, printed, prints[i])
		}
	}
}

// What the handout's README shows as the first output is the first output, but for times.
func TestFirstOutput(t *testing.T) {
	compiles(t)
	seconds := regexp.MustCompile(`[0-9.]+s`)
	for _, names := range []string{"pointwise.Distance,pointwise.Score", "matrix.Dot"} {
		h := makeFor(t, named(t, names), false)
		_, shown, _ := strings.Cut(string(h["README.md"]), "```\n$ ")
		shown, _, _ = strings.Cut(shown, "```")
		line, want, _ := strings.Cut(shown, "\n")
		shell := exec.Command("sh", "-c", line)
		shell.Dir = put(t, h)
		output, _ := shell.CombinedOutput()
		if got := string(output); seconds.ReplaceAllString(got, "") != seconds.ReplaceAllString(want, "") || want == "" {
			t.Errorf("%s prints\n%s\nand the README shows\n%s", line, got, want)
		}
	}
}

// Every task has all that a statement needs, and the lecturer's page lists the sheets as
// they are.
func TestPages(t *testing.T) {
	h := makeFor(t, allTasks, false)
	for i, task := range allTasks {
		for _, what := range []string{"minutes", "rung", "formula", "shapes"} {
			if task.of(what) == "" {
				t.Errorf("%s has no %s", task.Name, what)
			}
		}
		_, cases, hints := task.page()
		title := fmt.Sprintf("## %d. %s\n", i+1, task.Short())
		if hints == "" || cases == "" || !bytes.Contains(h["README.md"], []byte("\n#"+title)) || !bytes.Contains(h["HINTS.md"], []byte("\n"+title)) {
			t.Errorf("%s has no cases, hints or sections %q", task.Name, title)
		}
	}
	if n := strings.Count(pages, "\n## "); n != len(allTasks) {
		t.Errorf("tasks.txt has %d sections, for %d tasks", n, len(allTasks))
	}
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sheets {
		tasks := s.tasks()
		row := regexp.MustCompile(fmt.Sprintf("(?m)^\\| `%s`.*\\| %d \\|.*$", s.name, s.minutes())).FindString(string(page))
		if row == "" {
			t.Errorf("README.md has no row for the sheet %s with %d minutes", s.name, s.minutes())
		}
		for _, task := range tasks {
			if s.name != "all" && s.name != "kmeans" && !strings.Contains(row, task.Short()) {
				t.Errorf("README.md: the row of the sheet %s has no %s", s.name, task.Short())
			}
		}
	}
}

// The programs in answers.md print what stands below them, and there is an answer to
// every question.
func TestAnswers(t *testing.T) {
	page, err := os.ReadFile("answers.md")
	if err != nil {
		t.Fatal(err)
	}
	questions, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	programs := regexp.MustCompile("(?s)```go\n(.*?)```\n\n```\n(.*?)```\n").FindAllStringSubmatch(string(page), -1)
	if got, want := len(programs), len(regexp.MustCompile(`(?m)^[0-9]+\. `).FindAllString(string(questions), -1)); got != want || got == 0 {
		t.Errorf("answers.md has %d programs, for %d questions in README.md", got, want)
	}
	compiles(t)
	for i, p := range programs {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "q.go")
			if err := os.WriteFile(file, []byte(p[1]), 0o666); err != nil {
				t.Fatal(err)
			}
			output, err := inHandout("../..", "run", file)
			if err != nil || string(output) != p[2] {
				t.Errorf("the program prints (%v)\n%s\nand answers.md says\n%s", err, output, p[2])
			}
		})
	}
}
