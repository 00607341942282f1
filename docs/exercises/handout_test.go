package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// compiles skips a test that builds and runs handouts or programs, unless all of that
// is asked for.
func compiles(t *testing.T) {
	t.Helper()
	if os.Getenv("KMEANS_ALL_HANDOUTS") == "" {
		t.Skip("left out, because it compiles and runs Go: KMEANS_ALL_HANDOUTS=1 go test ./docs/exercises")
	}
	t.Parallel()
}

func makeFor(t *testing.T, names string, solutions bool) (handout, []task) {
	t.Helper()
	tasks := allTasks
	if names != "all" {
		tasks, _ = choose("", names)
	}
	h, err := makeHandout("../..", tasks, solutions)
	if err != nil {
		t.Fatal(err)
	}
	return h, tasks
}

// shell runs commands in the handout, as a student would.
func shell(t *testing.T, h handout, commands string) string {
	t.Helper()
	command := exec.Command("sh", "-c", commands)
	command.Dir = inFolder(t, h)
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off")
	output, _ := command.CombinedOutput()
	return regexp.MustCompile(`\d+\.\d+s|\(cached\)`).ReplaceAllString(string(output), "TIME")
}

// What a handout has and has not: the functions in question, their tests and what they
// need; not what only a removed body used.
func TestFiles(t *testing.T) {
	const matrix = "matrix/argmin.go matrix/dot.go matrix/elementwise.go matrix/matrix.go matrix/string.go"
	for _, c := range []struct{ names, files, has, not string }{
		{"Distance,Score", "pointwise/pointwise.go", "func Score", `func squaredDistance|func zeros|import|Fit`},
		{"Dot,Add", matrix, `func \(A \*Matrix\) shape\(`, `func \(A \*Matrix\) broadcast`},
		{"Expectation", "kmeans/slide.go " + matrix, "func RowwiseOneHot", `MStar :=|\[Fit\]|func Maximization|math/rand|lloyd`},
		{"Run", "kmeans/slide.go " + matrix, "MStar :=", `func CountedMaximization|func Fit|lloyd`},
		{"Score, matrix.Dot", matrix + " pointwise/pointwise.go", "broadcast", "func Distance"},
	} {
		h, _ := makeFor(t, c.names, false)
		var names []string
		all := ""
		for name, text := range h {
			if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
				names, all = append(names, name), all+text
			}
		}
		slices.Sort(names)
		if got := strings.Join(names, " "); got != c.files || !regexp.MustCompile(c.has).MatchString(all) || regexp.MustCompile(c.not).MatchString(all) {
			t.Errorf("%s has the files %s, want %s, with %s and without %s", c.names, got, c.files, c.has, c.not)
		}
	}
}

// Both ends. The handout as it is made builds, passes vet, and every task fails, says that it
// is to do, and says nothing else. With the solutions in, everything passes, and the examples
// give what the page says. The first output is what the page shows.
func TestBothEnds(t *testing.T) {
	compiles(t)
	sets := []string{"all"}
	for _, task := range allTasks {
		sets = append(sets, task.Name)
	}
	for _, names := range sets {
		t.Run(names, func(t *testing.T) {
			t.Parallel()
			h, tasks := makeFor(t, names, false)
			output := shell(t, h, "go vet ./... && go test ./...")
			for _, task := range tasks {
				todo := fmt.Sprintf(`--- FAIL: Test%s \(TIME\)\n +cases_test\.go:\d+: %s\n +at %s/\w+\.go:\d+\n(---|FAIL\n)`, task.Short(), task.todo(), task.Dir())
				if !regexp.MustCompile(todo).MatchString(output) {
					t.Errorf("%s does not fail with its TODO and nothing else:\n%s", task.Name, output)
				}
			}
			first := regexp.MustCompile("```\n\\$ (.*)\n((?s:.*?))```").FindStringSubmatch(h["README.md"])
			if got, want := shell(t, h, first[1]), strings.ReplaceAll(strings.ReplaceAll(first[2], "0.00s", "TIME"), "0.002s", "TIME"); got != want {
				t.Errorf("the first command prints\n%s\nand README.md shows\n%s", got, want)
			}
			h, _ = makeFor(t, names, true)
			h["try/main.go"] = regexp.MustCompile("(?s)```go\n(package main.*?)```").FindStringSubmatch(h["README.md"])[1]
			_, want, _ := strings.Cut(tasks[0].Of("example"), "` is ")
			output = shell(t, h, "go vet ./... && go test ./... && go run ./try")
			lines := strings.Split(strings.TrimSpace(output), "\n")
			tested := slices.IndexFunc(lines, func(line string) bool { return !regexp.MustCompile(`^ok|no test files`).MatchString(line) })
			printed := strings.Join(lines[max(0, tested):], "; ")
			if got := regexp.MustCompile(` +`).ReplaceAllString(strings.Replace(printed, "]; ", "] ", 1), " "); got != want {
				t.Errorf("with the solutions in, the commands say\n%s\nwant ok and %s", output, want)
			}
		})
	}
}

// Every task has all that a statement needs, and the lecturer's page lists the sheets as
// they are.
func TestPages(t *testing.T) {
	_, list, _ := command("-list")
	for _, task := range allTasks {
		if task.minutes() == 0 || task.Hints() == "" || task.Of("rung") == "" || task.Of("shapes") == "" || task.Of("by hand") == "" {
			t.Errorf("%s has not all that a statement needs", task.Name)
		}
		if !strings.Contains(list, fmt.Sprintf("  %-26s %s\n", task.Name, task.Of("formula"))) {
			t.Errorf("-list does not list %s", task.Name)
		}
	}
	page, err := os.ReadFile("README.md")
	for _, s := range sheets {
		tasks, total := matching(s.names), minutes(matching(s.names))
		row := regexp.MustCompile(fmt.Sprintf("(?m)^\\| `%s`.*\\| %d \\|.*$", s.name, total)).FindString(string(page))
		if row == "" || s.name != "all" && slices.ContainsFunc(tasks, func(t task) bool { return !strings.Contains(row, t.Short()) }) {
			t.Errorf("README.md (%v): the row of the sheet %s has not %d minutes, or not all tasks: %q", err, s.name, total, row)
		}
		if want := fmt.Sprintf("  %-10s %2d tasks, about %3d minutes: %s\n", s.name, len(tasks), total, s.what); !strings.Contains(list, want) {
			t.Errorf("-list has no line %q", want)
		}
	}
}
