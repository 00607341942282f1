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
	"strings"
	"time"
)

func main() { os.Exit(run(".", os.Args[1:], os.Stdout, os.Stderr)) }

const usage = `usage: go run ./docs/exercises -o DIR [-set NAME | -task TASKS] [-module PATH] [-solutions]
       go run ./docs/exercises -grade [-set NAME | -task TASKS] [-limit SECONDS] [-csv | -json | -gradescope] DIR...
       go run ./docs/exercises -list
`

// run does what the command line asks for, with the repository at root, and
// returns the exit status: 0, 1 for what went wrong, 2 for a wrong command line.
func run(root string, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("exercises", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // run says what is wrong
	out := flags.String("o", "", "make the handout in the folder `DIR`, which must be new or empty")
	set := flags.String("set", firstSet, "the tasks are those of the ready-made sheet `NAME`")
	names := flags.String("task", "", "the tasks are these `TASKS`, separated by commas")
	module := flags.String("module", "example.com/kmeans-lab", "the handout's module `PATH`")
	solutions := flags.Bool("solutions", false, "write the module with the solutions in")
	grading := flags.Bool("grade", false, "grade the submissions in the folders DIR...; runs the students' code on this machine")
	limit := flags.Int("limit", 15, "with -grade, how many `SECONDS` each task has")
	flags.Bool("csv", false, "with -grade, write comma-separated values")
	flags.Bool("json", false, "with -grade, write JSON")
	flags.Bool("gradescope", false, "with -grade, write Gradescope's results.json for one submission")
	list := flags.Bool("list", false, "list the sheets and the tasks")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return 0
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var formats []string
	for _, name := range []string{"csv", "json", "gradescope"} {
		if given[name] {
			formats = append(formats, name)
		}
	}
	switch {
	case err != nil:
	case given["set"] && given["task"]:
		err = errors.New("-set and -task are both given: choose one")
	case *list && (len(given) > 1 || flags.NArg() > 0):
		err = errors.New("-list goes alone")
	case *list:
	case *grading && (given["o"] || *solutions):
		err = errors.New("-grade makes no handout: leave out -o and -solutions")
	case *grading && flags.NArg() == 0:
		err = errors.New("-grade needs the folders of submissions")
	case *grading && strings.HasPrefix(flags.Arg(flags.NArg()-1), "-"):
		err = errors.New("flags go before the folders")
	case given["gradescope"] && flags.NArg() > 1:
		err = fmt.Errorf("-gradescope is for one submission, not %d", flags.NArg())
	case len(formats) > 1:
		err = errors.New("choose one of -csv, -json and -gradescope")
	case *limit <= 0:
		err = errors.New("-limit must be more than 0")
	case *grading:
	case formats != nil || given["limit"]:
		err = errors.New("-csv, -json, -gradescope and -limit need -grade")
	case flags.NArg() > 0:
		err = fmt.Errorf("%q is one argument too many", flags.Arg(0))
	case *out == "":
		err = errors.New("-o is missing: where should the handout go?")
	}
	var title string
	var tasks []task
	if err == nil {
		title, tasks, err = chooseTasks(*set, *names, given["task"])
	}
	if err != nil {
		fmt.Fprintf(stderr, "exercises: %v\n%s", err, usage)
		return 2
	}
	if *list {
		printList(stdout)
		return 0
	}

	h, err := makeHandout(root, title, tasks, *module, *solutions)
	all := true
	switch {
	case err != nil:
	case *grading:
		all, err = gradeAll(stdout, strings.Join(formats, ""), h, tasks, flags.Args(), time.Duration(*limit)*time.Second)
	default:
		err = h.write(*out)
	}
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "exercises:", err)
		return 1
	case !all:
		return 1
	case !*grading:
		fmt.Fprintf(stdout, "%s: %s; begin with %s\n", *out, count(len(tasks), "task"), filepath.Join(*out, "README.md"))
	}
	return 0
}

// write makes the folder dir with the handout in it, or leaves everything as it was:
// the files go into a folder beside dir that takes its name in the end.
func (h handout) write(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case len(entries) > 0:
		return fmt.Errorf("the folder %s is not empty: nothing is overwritten", dir)
	case err == nil:
		dir, err = filepath.EvalSymlinks(dir)
	case errors.Is(err, fs.ErrNotExist):
		err = nil
	}
	if err != nil {
		return fmt.Errorf("%s must be a new or an empty folder: %w", dir, err)
	}
	beside, err := os.MkdirTemp(filepath.Dir(dir), ".handout-")
	if err != nil {
		return fmt.Errorf("the folder that %s goes into must exist: %w", dir, err)
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
