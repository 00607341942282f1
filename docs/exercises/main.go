// Command exercises copies a part of this repository into an exercise: a module
// of its own, in which chosen functions are left for a student to write. And it
// grades what comes back.
//
//	go run ./docs/exercises -o DIR          the first lab
//	go run ./docs/exercises -list           what else there is
//	go run ./docs/exercises -grade DIR...   points for submissions
//
// The functions keep their doc comments, which are the statement, and lose their
// bodies. The right answers are those of the source that the tests of this
// repository run, so a handout cannot go stale. README.md, beside this file, is for
// the lecturer.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

func main() { os.Exit(run(".", os.Args[1:], os.Stdout, os.Stderr)) }

const usage = `usage: go run ./docs/exercises -o DIR [-set NAME | -task TASKS] [-module PATH] [-solutions]
       go run ./docs/exercises -grade [-set NAME | -task TASKS] [-module PATH] [-limit SECONDS] [-csv | -json | -gradescope] DIR...
       go run ./docs/exercises -list
`

// run does what the command line asks for, with the repository at root, and
// returns the exit status: 0, 1 for what went wrong, 2 for a wrong command line.
func run(root string, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("exercises", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("o", "", "make the handout in the folder `DIR`, which must be new or empty")
	set := flags.String("set", firstSet, "the tasks are those of the ready-made sheet `NAME`")
	names := flags.String("task", "", "the tasks are these `TASKS`, separated by commas")
	module := flags.String("module", "example.com/kmeans-lab", "the handout's module `PATH`")
	solutions := flags.Bool("solutions", false, "write the module with the solutions in")
	grading := flags.Bool("grade", false, "grade the submissions in the folders DIR...; runs the students' code on this machine")
	limit := flags.Int("limit", 15, "with -grade, how many `SECONDS` each task has")
	formats := map[string]*bool{
		"csv":        flags.Bool("csv", false, "with -grade, write comma-separated values"),
		"json":       flags.Bool("json", false, "with -grade, write JSON"),
		"gradescope": flags.Bool("gradescope", false, "with -grade, write Gradescope's results.json for one submission"),
	}
	list := flags.Bool("list", false, "list the sheets and the tasks")
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	var given []string
	flags.Visit(func(f *flag.Flag) { given = append(given, f.Name) })
	is := func(name string) bool { return slices.Contains(given, name) }
	format, several := "", false
	for name, chosen := range formats {
		if *chosen {
			format, several = name, format != ""
		}
	}
	misused := func(format string, args ...any) int {
		fmt.Fprintf(stderr, "exercises: "+format+"\n", args...)
		flags.Usage()
		return 2
	}
	switch {
	case is("set") && is("task"):
		return misused("-set and -task are both given: choose one")
	case *list && (len(given) > 1 || flags.NArg() > 0):
		return misused("-list goes alone")
	case *list:
		printList(stdout)
		return 0
	case *grading && (is("o") || is("solutions")):
		return misused("-grade makes no handout: leave out -o and -solutions")
	case *grading && flags.NArg() == 0:
		return misused("-grade needs the folders of submissions")
	case *grading && strings.HasPrefix(flags.Arg(flags.NArg()-1), "-"):
		return misused("flags go before the folders")
	case several:
		return misused("choose one of -csv, -json and -gradescope")
	case format == "gradescope" && flags.NArg() > 1:
		return misused("-gradescope is for one submission, not %d", flags.NArg())
	case *limit <= 0:
		return misused("-limit must be more than 0")
	case !*grading && (format != "" || is("limit")):
		return misused("-csv, -json, -gradescope and -limit need -grade")
	case !*grading && flags.NArg() > 0:
		return misused("%q is one argument too many", flags.Arg(0))
	case !*grading && *out == "":
		return misused("-o is missing: where should the handout go?")
	}

	sheet, tasks, err := chooseTasks(*set, *names, is("task"))
	if err == nil {
		err = checkModule(*module)
	}
	if err == nil && !*grading {
		err = checkFree(*out)
	}
	var h handout
	if err == nil {
		h, err = makeHandout(root, sheet, tasks, *module, *solutions)
	}
	all := true
	switch {
	case err != nil:
	case *grading:
		all, err = gradeAll(h, tasks, flags.Args(), time.Duration(*limit)*time.Second, &report{format: format, w: stdout})
	default:
		err = h.write(*out)
	}
	if err != nil {
		fmt.Fprintln(stderr, "exercises:", err)
		return 1
	}
	if *grading {
		return map[bool]int{true: 0, false: 1}[all]
	}
	kind := "to write"
	if *solutions {
		kind = "with their solutions"
	}
	fmt.Fprintf(stdout, "%s: %s %s; begin with %s\n", *out, count(len(tasks), "task"), kind, filepath.Join(*out, "README.md"))
	return 0
}

// gradeAll reports the marks of all submissions, and whether all are points.
func gradeAll(h handout, tasks []task, dirs []string, limit time.Duration, r *report) (all bool, err error) {
	for _, dir := range dirs {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return false, fmt.Errorf("%s is not a folder: nothing was graded", dir)
		}
	}
	all = true
	for _, dir := range dirs {
		marks, err := grade(h, tasks, filepath.Clean(dir), limit)
		if err == nil {
			err = r.add(marks)
		}
		if err != nil {
			return false, err
		}
		all = all && points(marks) == len(marks)
	}
	return all, r.end()
}

var moduleElement = regexp.MustCompile(`^[A-Za-z0-9_~-]([A-Za-z0-9._~-]*[A-Za-z0-9_~-])?$`)

// checkModule is stricter than Go: a path of letters, digits and -._~ that cannot
// be taken for a package of the standard library.
func checkModule(module string) error {
	elements := strings.Split(module, "/")
	for _, element := range elements {
		if !moduleElement.MatchString(element) {
			return fmt.Errorf("module path %q: want something like example.com/lab: letters, digits and -._~ between slashes", module)
		}
	}
	if len(elements) == 1 && slices.Contains([]string{"std", "cmd", "all", "main", "test"}, module) {
		return fmt.Errorf("module path %q is a name that Go keeps for itself", module)
	}
	return nil
}

// checkFree makes sure that nothing would be overwritten.
func checkFree(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		parent := filepath.Dir(filepath.Clean(dir))
		if info, err := os.Stat(parent); err != nil || !info.IsDir() {
			return fmt.Errorf("there is no folder %s to make %s in", parent, filepath.Base(dir))
		}
		return nil
	case err != nil:
		return fmt.Errorf("%s is not a folder: nothing is overwritten", dir)
	case len(entries) > 0:
		return fmt.Errorf("the folder %s is not empty: nothing is overwritten", dir)
	}
	return nil
}

// write makes the folder dir with the handout in it, or leaves everything as it
// was: the files go into a folder beside dir that takes its name in the end.
func (h handout) write(dir string) (err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	beside, err := os.MkdirTemp(filepath.Dir(dir), ".handout-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(beside)

	inside := filepath.Join(beside, "handout")
	for name, text := range h {
		where := filepath.Join(inside, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(where), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(where, text, 0o666); err != nil {
			return err
		}
	}
	// Remove takes away an empty folder and nothing else.
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(inside, dir)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
