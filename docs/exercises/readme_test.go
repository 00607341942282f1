package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The examples of the handout's README print what stands there.
func TestExamples(t *testing.T) {
	h := makeFor(t, allTasks, true)
	main := "package main\n\nimport (\n\t\"fmt\"\n\t\"math/rand/v2\"\n\n" +
		"\t\"" + lab + "/kmeans\"\n\t\"" + lab + "/matrix\"\n\t\"" + lab + "/pointwise\"\n)\n\n" +
		"var _ = rand.New\nvar _ = kmeans.Cost\nvar _ = matrix.New\nvar _ = pointwise.Score\n\nfunc main() {\n"
	for _, task := range allTasks {
		main += "{\n" + task.example + "\nfmt.Println(\"----\")\n}\n"
	}
	h["examples/main.go"] = []byte(main + "}\n")
	output, err := inHandout(put(t, h), "run", "./examples")
	if err != nil {
		t.Fatalf("the examples: %v\n%s", err, output)
	}
	printed := strings.Split(string(output), "----\n")
	for i, task := range allTasks {
		if printed[i] != task.prints+"\n" {
			t.Errorf("the example of %s prints\n%s\nand its README says\n%s", task.name, printed[i], task.prints)
		}
	}
}

var seconds = regexp.MustCompile(`[0-9.]+s`)

// What the README shows as the first output is the first output, but for times, and the commands of all tasks run their tests and no others.
func TestFirstOutput(t *testing.T) {
	for _, names := range []string{"pointwise.Distance,pointwise.Score", "matrix.Dot"} {
		_, tasks, err := chooseTasks("", names, true)
		if err != nil {
			t.Fatal(err)
		}
		h := makeFor(t, tasks, false)
		dir := put(t, h)
		_, shown, _ := strings.Cut(string(h["README.md"]), "```\n$ ")
		shown, _, found := strings.Cut(shown, "```")
		if !found {
			t.Fatalf("-task %s: the README shows no first output:\n%s", names, h["README.md"])
		}
		lines := strings.Split(strings.TrimSpace(shown), "\n")
		shell := exec.Command("sh", "-c", lines[0])
		shell.Dir = dir
		output, _ := shell.CombinedOutput()
		rest := seconds.ReplaceAllString(string(output), "")
		for _, line := range lines[1:] {
			if line == "…" {
				continue
			}
			_, after, found := strings.Cut(rest, seconds.ReplaceAllString(line, ""))
			if !found {
				t.Errorf("-task %s: the README shows the line %q, and the output is\n%s", names, line, output)
			}
			rest = after
		}
		for _, task := range tasks {
			shell := exec.Command("sh", "-c", task.check()+" -v")
			shell.Dir = dir
			output, _ := shell.CombinedOutput()
			if got := strings.Count(string(output), "=== RUN"); got != len(task.tests()) || !strings.Contains(string(h["README.md"]), "`"+task.check()+"`") {
				t.Errorf("%s runs %d tests, want %d, and the README should have it:\n%s", task.check(), got, len(task.tests()), output)
			}
		}
	}
}

// Every task has all that a statement needs.
func TestTable(t *testing.T) {
	for _, task := range allTasks {
		for what, text := range map[string]string{
			"rung": task.rung, "formula": task.formula, "shapes": task.shapes,
			"example": task.example, "prints": task.prints, "byHand": task.byHand,
		} {
			if text == "" {
				t.Errorf("%s has no %s", task.name, what)
			}
		}
		if len(task.hints) == 0 || task.minutes == 0 {
			t.Errorf("%s has %d hints and takes %d minutes", task.name, len(task.hints), task.minutes)
		}
	}
	h := makeFor(t, allTasks, false)
	for i, task := range allTasks {
		title := fmt.Sprintf("## %d. %s\n", i+1, task.short())
		if !strings.Contains(string(h["README.md"]), "\n#"+title) || !strings.Contains(string(h["HINTS.md"]), "\n"+title) {
			t.Errorf("README.md or HINTS.md of the handout has no section %q", title)
		}
	}
}

var program = regexp.MustCompile("(?s)```go\n(.*?)```\n\n```\n(.*?)```\n")

// The programs in answers.md print what stands below them, and there is an answer
// to every question.
func TestAnswers(t *testing.T) {
	page, err := os.ReadFile("answers.md")
	if err != nil {
		t.Fatal(err)
	}
	questions, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	programs := program.FindAllStringSubmatch(string(page), -1)
	if got, want := len(programs), len(regexp.MustCompile(`(?m)^[0-9]+\. `).FindAllString(string(questions), -1)); got != want || got == 0 {
		t.Errorf("answers.md has %d programs, for %d questions in README.md", got, want)
	}
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

// The lecturer's page lists the sheets as they are.
func TestSheetsOfTheReadme(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sheets {
		minutes := 0
		for _, task := range allTasks {
			if s.tasks(task) {
				minutes += task.minutes
			}
		}
		row := regexp.MustCompile(fmt.Sprintf("(?m)^\\| `%s`.*\\| %d \\|.*$", s.name, minutes)).FindString(string(page))
		if row == "" {
			t.Errorf("README.md has no row for the sheet %s with %d minutes", s.name, minutes)
		}
		for _, task := range allTasks {
			if s.name != "all" && s.name != "kmeans" && s.tasks(task) && !strings.Contains(row, task.short()) {
				t.Errorf("README.md: the row of the sheet %s has no %s", s.name, task.short())
			}
		}
	}
}
