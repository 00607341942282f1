// Command exercises copies a part of this repository into an exercise: a module
// of its own, in which chosen functions are left for a student to write. And it
// grades what comes back.
//
//	go run ./docs/exercises -o DIR         the first lab
//	go run ./docs/exercises -list          what else there is
//	go run ./docs/exercises -grade FILE... points for submissions
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
	"os"
	"path/filepath"
	"strings"
	"time"
)

func main() { os.Exit(run(".", os.Args[1:], os.Stdout, os.Stderr)) }

const usage = `usage: go run ./docs/exercises -o DIR [-set NAME | -task TASKS] [-solutions]
       go run ./docs/exercises -grade [-set NAME | -task TASKS] [-csv | -gradescope] FILE...
       go run ./docs/exercises -list
`

// patient is how long a submission may take for a task.
const patient = 15 * time.Second

// run does what the command line asks for, with the repository at root, and
// returns the exit status: 0, 1 for what went wrong, 2 for a wrong command line.
func run(root string, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("exercises", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // run says what is wrong
	out := flags.String("o", "", "make the handout in the folder `DIR`, which must be new or empty")
	set := flags.String("set", "pointwise", "the tasks are those of the ready-made sheet `NAME`")
	names := flags.String("task", "", "the tasks are these `TASKS`, separated by commas")
	solutions := flags.Bool("solutions", false, "write the module with the solutions in")
	grading := flags.Bool("grade", false, "grade submissions, folders or zip files; runs the students' code on this machine")
	csv := flags.Bool("csv", false, "with -grade, write comma-separated values")
	gradescope := flags.Bool("gradescope", false, "with -grade, write Gradescope's results.json for one submission")
	listing := flags.Bool("list", false, "list the sheets and the tasks")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return 0
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	var tasks []task
	switch files := flags.NArg(); {
	case err != nil:
	case given["set"] && given["task"]:
		err = errors.New("-set and -task are both given: choose one")
	case given["task"] && *names == "":
		err = errors.New("-task names no task: -list shows those that there are")
	case *listing && (len(given) > 1 || files > 0):
		err = errors.New("-list goes alone")
	case *grading && (given["o"] || *solutions):
		err = errors.New("-grade makes no handout: leave out -o and -solutions")
	case *grading && files == 0:
		err = errors.New("-grade needs the submissions: folders or zip files")
	case *grading && strings.HasPrefix(flags.Arg(files-1), "-"):
		err = errors.New("flags go before the submissions")
	case *csv && *gradescope:
		err = errors.New("choose one of -csv and -gradescope")
	case !*grading && (*csv || *gradescope):
		err = errors.New("-csv and -gradescope need -grade")
	case !*grading && files > 0:
		err = fmt.Errorf("%q is one argument too many", flags.Arg(0))
	case !*grading && !*listing && *out == "":
		err = errors.New("-o is missing: where should the handout go?")
	default:
		tasks, err = choose(*set, *names)
	}
	if err != nil {
		fmt.Fprintf(stderr, "exercises: %v\n%s", err, usage)
		return 2
	}

	h, all := handout(nil), true
	if *listing {
		printList(stdout)
	} else if h, err = makeHandout(root, tasks, *solutions); err != nil {
	} else if *grading {
		all, err = gradeAll(report{stdout, *csv, *gradescope}, h, tasks, flags.Args())
	} else if err = h.write(*out); err == nil {
		fmt.Fprintf(stdout, "%s: %s; begin with %s\n", *out, count(len(tasks), "task"), filepath.Join(*out, "README.md"))
	}
	if err != nil {
		fmt.Fprintln(stderr, "exercises:", err)
	}
	if err != nil || !all {
		return 1
	}
	return 0
}
