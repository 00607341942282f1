// Package docs_test holds the prose, README.md and every page in docs, to the code.
// What a page shows must be so. The conventions:
//
//   - A ```go block follows a line <!-- FILE --> and is a part of that file, or a line
//     <!-- example: PACKAGE ExampleName --> and is a part of that Example.
//   - A ```console block has lines "$ command", each followed by what it prints. A
//     line "…" stands for any number of lines left out; times may differ.
//   - A ```text or ```pycon block follows a line <!-- worked: NAME --> and shows what
//     worked computes; in ```pycon, Python's, only the numbers count. A session
//     that ends in an error has no such line.
//   - Code spans that look like tests, names of our packages, calls, paths, flags or
//     commands, and links to files and headings, lead to something that exists.
//
// The first half of this file is the checks, the second the worked example and the
// slides' two programs.
package docs_test

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"example.com/kmeans-by-hand/kmeans"
	"example.com/kmeans-by-hand/matrix"
	"example.com/kmeans-by-hand/pointwise"
)

const (
	top    = ".." // the folder of go.mod
	module = "example.com/kmeans-by-hand"
)

// A page is a Markdown file, taken apart.
type page struct {
	path   string // from the top, with slashes
	prose  []string
	blocks []block
}

// A block is what stands between two lines of three backticks. The lines of prose
// are empty there.
type block struct {
	line   int // of its first line, from 1
	lang   string
	marker string // the comment on the line before it
	lines  []string
}

// A span is inline code.
type span struct {
	line int
	code string
}

var (
	comment     = regexp.MustCompile(`<!--\s*(.*?)\s*-->`)
	spanPattern = regexp.MustCompile("`([^`]+)`")
)

func parsePage(name, text string) *page {
	p := &page{path: name}
	var open *block
	marker := ""
	for i, line := range strings.Split(text, "\n") {
		lang, isFence := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case isFence && open == nil:
			open, line = &block{line: i + 2, lang: lang, marker: marker}, ""
		case isFence:
			p.blocks = append(p.blocks, *open)
			open, line = nil, ""
		case open != nil:
			open.lines, line = append(open.lines, line), ""
		}
		marker = ""
		if c := comment.FindStringSubmatch(line); c != nil {
			marker = c[1]
		}
		p.prose = append(p.prose, comment.ReplaceAllString(line, ""))
	}
	return p
}

func (p *page) spans() (spans []span) {
	for i, line := range p.prose {
		for _, s := range spanPattern.FindAllStringSubmatch(line, -1) {
			spans = append(spans, span{i + 1, s[1]})
		}
	}
	return spans
}

func (p *page) errorf(t *testing.T, line int, format string, args ...any) {
	t.Helper()
	t.Errorf("%s:%d: %s", p.path, line, fmt.Sprintf(format, args...))
}

type set map[string]bool

// A repository is what the pages talk about.
type repository struct {
	pages    []*page
	files    set               // every file and folder, by its path from the top
	sources  map[string]string // the text of every Go file
	declared set               // "kmeans.Fit", "pointwise.Costs": by folder and name
	words    set               // every identifier
	literals map[string]set    // the strings in each Go file
	tests    map[string]set    // the strings in the files that declare TestX
	examples map[string]string // the text of "kmeans ExampleFit"
	flags    map[string]set    // the flags of "walkthrough"
}

var load = sync.OnceValues(func() (*repository, error) {
	r := &repository{files: set{}, sources: map[string]string{}, declared: set{}, words: set{}, literals: map[string]set{},
		tests: map[string]set{}, examples: map[string]string{}, flags: map[string]set{}}
	err := fs.WalkDir(os.DirFS(top), ".", func(name string, entry fs.DirEntry, err error) error {
		if name == ".git" {
			return fs.SkipDir
		}
		r.files[name] = true
		ext := path.Ext(name)
		if err != nil || entry.IsDir() || ext != ".go" && ext != ".md" {
			return err
		}
		text, err := os.ReadFile(filepath.Join(top, name))
		if ext == ".md" {
			r.pages = append(r.pages, parsePage(name, string(text)))
		} else if err == nil {
			err = r.addSource(name, string(text))
		}
		return err
	})
	return r, err
})

func repo(t *testing.T) *repository {
	t.Helper()
	r, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var flagKind = regexp.MustCompile(`^(String|Bool|Int|Uint64|Float64)(Var)?$`)

func (r *repository) addSource(name, text string) error {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	dir := path.Base(path.Dir(name))
	declare := func(names ...*ast.Ident) {
		for _, n := range names {
			r.declared[dir+"."+n.Name] = true
		}
	}
	r.sources[name], r.literals[name] = text, set{}
	var tests []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			r.words[n.Name] = true
		case *ast.BasicLit:
			if s, err := strconv.Unquote(n.Value); err == nil {
				r.literals[name][s] = true
			}
		case *ast.FuncDecl:
			declare(n.Name)
			if strings.HasSuffix(name, "_test.go") {
				tests = append(tests, n.Name.Name)
				r.examples[dir+" "+n.Name.Name] = text[fset.Position(n.Pos()).Offset:fset.Position(n.End()).Offset]
			}
		case *ast.TypeSpec:
			declare(n.Name)
		case *ast.ValueSpec:
			declare(n.Names...)
		case *ast.Field:
			declare(n.Names...)
		case *ast.CallExpr: // f.IntVar(&o.k, "k", 4, …)
			f, ok := n.Fun.(*ast.SelectorExpr)
			for i := 0; ok && file.Name.Name == "main" && flagKind.MatchString(f.Sel.Name) && i < min(2, len(n.Args)); i++ {
				if lit, ok := n.Args[i].(*ast.BasicLit); ok {
					if r.flags[dir] == nil {
						r.flags[dir] = set{}
					}
					r.flags[dir][strings.Trim(lit.Value, `"`)] = true
					break
				}
			}
		}
		return true
	})
	for _, test := range tests {
		if r.tests[test] == nil {
			r.tests[test] = set{}
		}
		maps.Copy(r.tests[test], r.literals[name])
	}
	return nil
}

// TestSnippets: a block of Go is a part of the file or the Example it names.
func TestSnippets(t *testing.T) {
	r := repo(t)
	for _, p := range r.pages {
		for _, b := range p.blocks {
			if b.lang != "go" || b.lines[0] == "package main" && r.isTested(p) {
				continue
			}
			text, ok := r.sources[b.marker]
			if name, isExample := strings.CutPrefix(b.marker, "example: "); isExample {
				text, ok = r.examples[name]
			}
			if !ok {
				p.errorf(t, b.line, "before this block stands %q and no <!-- FILE.go --> or <!-- example: PACKAGE ExampleName --> that exists", b.marker)
			} else if !isPart(b.lines, strings.Split(text, "\n")) {
				p.errorf(t, b.line, "this is no part of %s:\n%s", b.marker, strings.Join(b.lines, "\n"))
			}
		}
	}
}

// isTested reports whether a test in the page's own folder reads it, and so can run
// the programs in it.
func (r *repository) isTested(p *page) bool {
	for file, literals := range r.literals {
		if path.Dir(file) == path.Dir(p.path) && strings.HasSuffix(file, "_test.go") && literals[path.Base(p.path)] {
			return true
		}
	}
	return false
}

// isPart reports whether lines stand together in text, all moved right or left alike.
func isPart(lines, text []string) bool {
	lines = dedent(lines)
	for i := 0; i+len(lines) <= len(text); i++ {
		if slices.Equal(lines, dedent(text[i:i+len(lines)])) {
			return true
		}
	}
	return false
}

func dedent(lines []string) []string {
	indent := math.MaxInt
	for _, line := range lines {
		if body := strings.TrimLeft(line, "\t "); body != "" {
			indent = min(indent, len(line)-len(body))
		}
	}
	moved := make([]string, len(lines))
	for i, line := range lines {
		moved[i] = strings.TrimRight(line[min(indent, len(line)):], "\t ")
	}
	return moved
}

// TestCommands runs the commands of console blocks and compares what they print.
func TestCommands(t *testing.T) {
	r := repo(t)
	there := copyTree(t, r)
	for _, p := range r.pages {
		for _, b := range p.blocks {
			for i := 0; b.lang == "console" && i < len(b.lines); {
				command, ok := strings.CutPrefix(b.lines[i], "$ ")
				if !ok {
					p.errorf(t, b.line+i, "a console block begins with a line \"$ command\"")
					break
				}
				from := i + 1
				for i++; i < len(b.lines) && !strings.HasPrefix(b.lines[i], "$ "); i++ {
				}
				got, err := output(there, command)
				if err != nil {
					p.errorf(t, b.line+from-1, "%s: %v\n%s", command, err, got)
				} else if !matches(normal(b.lines[from:i]), normal(strings.Split(got, "\n"))) {
					p.errorf(t, b.line+from-1, "%s prints this:\n%s", command, got)
				}
			}
		}
	}
}

// copyTree copies the repository to a folder where programs may write, and builds
// the programs.
func copyTree(t *testing.T, r *repository) string {
	t.Helper()
	there := t.TempDir()
	for name := range r.files {
		from, to := filepath.Join(top, name), filepath.Join(there, name)
		if info, err := os.Stat(from); err != nil || info.IsDir() {
			continue
		}
		text, err := os.ReadFile(from)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(to), 0o777)
		}
		if err == nil {
			err = os.WriteFile(to, text, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if text, err := run(top, "go", "build", "-o", filepath.Join(there, "bin")+string(filepath.Separator), "./docs/..."); err != nil {
		t.Fatalf("go build: %v\n%s", err, text)
	}
	return there
}

func run(dir, name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Dir = dir
	text, err := c.CombinedOutput()
	return strings.TrimRight(string(text), "\n"), err
}

// output runs a command: our programs in the copy, and go doc and go test in the
// repository, except for what would run this test again.
func output(there, command string) (string, error) {
	words := strings.Fields(command)
	switch {
	case command == "go test ./...":
		return run(top, "go", "list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}ok {{.ImportPath}} 0.0s{{else}}? {{.ImportPath}} [no test files]{{end}}", "./...")
	case strings.HasPrefix(command, "go run ./docs/"):
		return run(there, filepath.Join(there, "bin", path.Base(words[2])), words[3:]...)
	case words[0] == "go" && (words[1] == "doc" || words[1] == "test") && !strings.Contains(command, "docs") && !strings.Contains(command, "..."):
		return run(top, "go", words[1:]...)
	}
	return "", fmt.Errorf("this test runs go run ./docs/…, go doc and go test of single packages, and nothing else")
}

var (
	aTime = regexp.MustCompile(`\d+\.\d+s\b|\(cached\)`)
	place = regexp.MustCompile(`\.go:\d+:`)
)

// normal is output without what may differ from run to run.
func normal(lines []string) []string {
	var clean []string
	for _, line := range lines {
		line = place.ReplaceAllString(aTime.ReplaceAllString(line, "TIME"), ".go:LINE:")
		if strings.Contains(line, "\t") || strings.Contains(line, "TIME") {
			line = strings.Join(strings.Fields(line), " ")
		}
		clean = append(clean, strings.ReplaceAll(strings.TrimRight(line, " \r"), `\`, "/"))
	}
	return clean
}

// matches compares lines, where "…" stands for any number of them.
func matches(want, got []string) bool {
	for i, line := range want {
		if line == "…" {
			for len(got) > 0 && !matches(want[i+1:], got) {
				got = got[1:]
			}
			return matches(want[i+1:], got)
		}
		if len(got) == 0 || got[0] != line {
			return false
		}
		got = got[1:]
	}
	return len(got) == 0
}

// foreign are words in code spans that belong to NumPy, Python, Spark or R.
var foreign = strings.Fields("NaN True False AttributeError IndexError ValueError LinAlgError RuntimeWarning " +
	"KMeans mapPartitions reduceByKey collectAsMap treeAggregate")

var (
	testName  = regexp.MustCompile(`\b((?:Test|Fuzz|Benchmark|Example)[A-Z]\w*)(?:/([^\s"']+))?`)
	ourName   = regexp.MustCompile(`\b(kmeans|matrix|pointwise)\.(?:\(\*(\w+)\)\.)?([A-Z]\w*)(?:\.([A-Z]\w*))?`)
	oneName   = regexp.MustCompile(`^(?:\(\*Matrix\)\.)?([A-Za-z]*[a-z][A-Z]\w*|[A-Z][a-z]\w+)$`)
	call      = regexp.MustCompile(`\b([A-Z]\w+)\(.*\)`)
	pathLike  = regexp.MustCompile(`^[\w.-]+(?:/[\w.-]+)*/?$`)
	extension = regexp.MustCompile(`\.(?:go|md|csv|json|html|svg|css|js|txt|mod)$`)
	flagLike  = regexp.MustCompile(`^-([a-z]+)(?:[ =].*)?$`)
)

// TestNames: tests, names and calls in code spans exist; calls stand somewhere as
// they stand here.
func TestNames(t *testing.T) {
	r := repo(t)
	for _, p := range r.pages {
		for i, line := range p.prose {
			if strings.Count(line, "`")%2 == 1 {
				p.errorf(t, i+1, "a code span goes on in the next line, where this test cannot read it")
			}
		}
		for _, s := range p.spans() {
			for _, name := range testName.FindAllStringSubmatch(s.code, -1) {
				literals, ok := r.tests[name[1]]
				if !ok && !r.writes(name[1]) {
					p.errorf(t, s.line, "there is no %s", name[1])
				} else if ok && name[2] != "" && !literals[strings.ReplaceAll(name[2], "_", " ")] {
					p.errorf(t, s.line, "%s has no subtest %s", name[1], name[2])
				}
			}
			for _, name := range ourName.FindAllStringSubmatch(s.code, -1) {
				for _, part := range name[2:] {
					if part != "" && !r.declared[name[1]+"."+part] {
						p.errorf(t, s.line, "there is no %s", name[0])
					}
				}
			}
			if name := oneName.FindStringSubmatch(s.code); name != nil && !r.words[name[1]] && !testName.MatchString(s.code) && !slices.Contains(foreign, s.code) {
				p.errorf(t, s.line, "no Go file has the name %s", name[1])
			}
			if c := call.FindStringSubmatch(s.code); c != nil && r.words[c[1]] && !r.hasText(s.code) {
				p.errorf(t, s.line, "no Go file has %s", s.code)
			}
		}
	}
}

func (r *repository) hasText(code string) bool {
	for _, text := range r.sources {
		if strings.Contains(text, code) {
			return true
		}
	}
	return false
}

// writes reports whether a program has a string: the name of what it writes.
func (r *repository) writes(name string) bool {
	for file, literals := range r.literals {
		if literals[name] && !strings.HasSuffix(file, "_test.go") {
			return true
		}
	}
	return false
}

// TestPathsAndFlags: files, folders and flags in code spans and commands exist.
func TestPathsAndFlags(t *testing.T) {
	r := repo(t)
	for _, p := range r.pages {
		spans := p.spans()
		for _, b := range p.blocks {
			for i, line := range b.lines {
				if line = strings.TrimPrefix(line, "$ "); slices.Contains([]string{"", "sh", "console"}, b.lang) && strings.HasPrefix(line, "go ") {
					spans = append(spans, span{b.line + i, line})
				}
			}
		}
		for _, s := range spans {
			words, program := []string{s.code}, ""
			if strings.HasPrefix(s.code, "go ") {
				command, _, _ := strings.Cut(s.code, " |")
				command, _, _ = strings.Cut(command, " #")
				words = strings.Fields(command)[1:]
			}
			for _, word := range words {
				word, isPackage := strings.CutPrefix(word, "./")
				if isPackage && words[0] == "run" {
					program = path.Base(word)
				}
				named := isPackage || extension.MatchString(word) || strings.Contains(word, "/") && len(words) == 1
				if named && word != "..." && pathLike.MatchString(word) && !r.hasPath(p, word) {
					p.errorf(t, s.line, "there is no %s", word)
				}
				if flag := flagLike.FindStringSubmatch(word); flag != nil && !r.hasFlag(program, flag[1]) {
					p.errorf(t, s.line, "there is no flag -%s", flag[1])
				}
			}
		}
	}
}

// hasPath reports whether a path leads from the top, or from the page, to something,
// or names a file anywhere, a package, a test, or what a program writes.
func (r *repository) hasPath(p *page, name string) bool {
	name = strings.TrimSuffix(strings.TrimPrefix(name, module+"/"), "/")
	if name == module || name == "FILE.csv" || name == "q.go" || // the reader's own
		r.files[path.Clean(name)] || r.files[path.Join(path.Dir(p.path), name)] || r.writes(name) || testName.MatchString(name) {
		return true
	}
	for file := range r.files {
		if path.Base(file) == name {
			return true
		}
	}
	pkg, err := build.Import(name, "", build.FindOnly)
	return err == nil && pkg.Goroot
}

var goFlags = strings.Fields("v run race bench benchmem benchtime fuzz fuzztime count cpu all json")

// hasFlag reports whether a program, or any of them or go itself if it is "", has a
// flag.
func (r *repository) hasFlag(program, flag string) bool {
	for name, flags := range r.flags {
		if flags[flag] && (program == "" || program == name) {
			return true
		}
	}
	return program == "" && slices.Contains(goFlags, flag)
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks: links lead to files and headings, and to every page leads a link.
func TestLinks(t *testing.T) {
	r := repo(t)
	linked := set{}
	anchors := map[string][]string{}
	for _, p := range r.pages {
		for _, line := range p.prose {
			if strings.HasPrefix(line, "#") {
				anchors[p.path] = append(anchors[p.path], anchor(strings.TrimLeft(line, "# ")))
			}
		}
	}
	for _, p := range r.pages {
		for i, line := range p.prose {
			for _, l := range link.FindAllStringSubmatch(spanPattern.ReplaceAllString(line, ""), -1) {
				file, heading, hasHeading := strings.Cut(l[1], "#")
				target := path.Join(path.Dir(p.path), file)
				if file == "" {
					target = p.path
				}
				linked[target] = true
				if external := strings.HasPrefix(l[1], "https://"); !external && !r.files[target] && !r.writes(target) {
					p.errorf(t, i+1, "the link to %s leads to no file", l[1])
				} else if !external && hasHeading && !slices.Contains(anchors[target], heading) {
					p.errorf(t, i+1, "the link to %s leads to no heading, they are %v", l[1], anchors[target])
				}
			}
		}
	}
	for _, p := range r.pages {
		if path.Base(p.path) != "README.md" && !linked[p.path] { // a forge shows README.md with its folder
			p.errorf(t, 1, "no page has a link to this one")
		}
	}
}

// anchor returns what code forges call a heading: small letters, hyphens for spaces,
// no punctuation.
func anchor(heading string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == ' ':
			return '-'
		case c == '-' || c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c):
			return unicode.ToLower(c)
		}
		return -1
	}, heading)
}

var (
	rungHeading = regexp.MustCompile(`^#+ (Given|[EUMP][1-5])\b`)
	rungTest    = regexp.MustCompile(`^[EUMP][1-5]=[EUMP][1-5]`)
)

// TestRungs: derivation.md has every rung in order, each with a formula, a Go name
// and the subtest that compares it with another, and it names all these subtests.
func TestRungs(t *testing.T) {
	r := repo(t)
	var found []string
	type section struct {
		line          int
		prose         string
		formula, text bool
	}
	sections := map[string]*section{}
	for _, p := range r.pages {
		if p.path != "docs/derivation.md" {
			continue
		}
		now := &section{}
		all := ""
		for i, line := range p.prose {
			if strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "###") {
				now = &section{line: i + 1}
			}
			if h := rungHeading.FindStringSubmatch(line); h != nil {
				found = append(found, h[1])
				sections[h[1]] = now
			}
			for _, b := range p.blocks {
				now.formula = now.formula || b.line == i+1 && b.lang == "math"
				now.text = now.text || b.line == i+1 && (b.lang == "text" || strings.HasPrefix(b.marker, "example"))
			}
			now.prose += line + "\n"
			all += line
		}
		for rung, s := range sections {
			test := regexp.MustCompile("`TestDerivation/[^`]*" + rung + "[^`]*`|`TestDerivation`")
			if !s.formula || !s.text || !ourName.MatchString(s.prose) || !test.MatchString(s.prose) {
				p.errorf(t, s.line, "rung %s needs a formula (```math), numbers (```text), a Go name such as `kmeans.Expectation`, and a test such as `TestDerivation/…%s…`", rung, rung)
			}
		}
		for name := range r.literals["compare_test.go"] {
			if rungTest.MatchString(name) && !strings.Contains(all, "`TestDerivation/"+name+"`") {
				p.errorf(t, 1, "`TestDerivation/%s` is not mentioned", name)
			}
		}
	}
	if want := strings.Fields("Given E1 E2 E3 E4 E5 U1 U2 M1 M2 M3 M4 M5 P1 P2"); !slices.Equal(found, want) {
		t.Errorf("docs/derivation.md: headings for the rungs %v, want %v", found, want)
	}
}

var unfinished = regexp.MustCompile(`\b(TODO|FIXME|TBD)[:(]|^(TODO|FIXME|TBD)\b|^[A-Z]{3,}$`)

// TestFinished: no page is waiting for something.
func TestFinished(t *testing.T) {
	for _, p := range repo(t).pages {
		for i, line := range p.prose {
			if unfinished.MatchString(spanPattern.ReplaceAllString(line, "")) {
				p.errorf(t, i+1, "unfinished: %s", line)
			}
		}
	}
}

var number = regexp.MustCompile(`-?\b\d+(?:\.\d*)?(?:e[+-]?\d+)?\b|\bnan\b`)

// inWalkthrough are the blocks that a test in docs/walkthrough checks: the numbers on its
// page.
var inWalkthrough = regexp.MustCompile(`^worked: (Given|[EUM][1-5]|run)$`)

// TestWorked: the numbers of the worked example are those computed.
func TestWorked(t *testing.T) {
	blocks := worked()
	for _, p := range repo(t).pages {
		for _, b := range p.blocks {
			name, ok := strings.CutPrefix(b.marker, "worked: ")
			want, known := blocks[name]
			switch got := strings.Join(b.lines, "\n"); {
			case b.lang != "text" && b.lang != "pycon":
			case b.lang == "pycon" && !ok:
			case inWalkthrough.MatchString(b.marker):
			case !known:
				p.errorf(t, b.line, "before this block stands %q and no <!-- worked: NAME --> that is computed", b.marker)
			case b.lang == "text" && got != want:
				p.errorf(t, b.line, "worked: %s is\n%s", name, want)
			case b.lang == "pycon" && !sameNumbers(printed(b.lines), want):
				p.errorf(t, b.line, "worked: %s has the numbers\n%s", name, want)
			}
		}
	}
}

// printed leaves out what a Python session was asked, and its warnings.
func printed(lines []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(lines), func(line string) bool {
		return strings.HasPrefix(line, ">>>") || strings.HasPrefix(line, "...") || strings.HasPrefix(line, "<")
	}), "\n")
}

func sameNumbers(a, b string) bool {
	A, B := number.FindAllString(strings.ToLower(a), -1), number.FindAllString(strings.ToLower(b), -1)
	return slices.EqualFunc(A, B, func(a, b string) bool {
		x, _ := strconv.ParseFloat(a, 64)
		y, _ := strconv.ParseFloat(b, 64)
		return a == b || math.Abs(x-y) <= 1e-7*math.Abs(x)
	})
}

// worked computes the numbers of the pages: the worked example, six points and the
// first two of them as centers, and what the slides' slips make of it.
func worked() map[string]string {
	points := [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}
	X := matrix.FromRows(points)
	M := X.Index([]int{0, 1})
	m, n := X.Dims()
	k, _ := M.Dims()

	Y, Z := kmeans.Expectation(X, M)
	centers := kmeans.Maximization(X, Z)

	blocks := map[string]string{
		"P2":    beside("column sums", Z.ColumnSums(), "as a column", Z.ColumnSums().T(), "M", kmeans.CountedMaximization(X, Z)),
		"wrong": fmt.Sprint(Z.T().Dot(X).Div(Z.ColumnSums().T()), Z.T().Dot(X).Div(Z.ColumnSums())),
	}

	tie := matrix.FromRows([][]float64{{0.5, 6.5}})
	tieY, _ := kmeans.Expectation(tie, M)
	blocks["tie"] = beside("x", tie, "squared distances", filled(1, k, func(_, j int) float64 {
		return pointwise.Score(tie.Row(0), M.Row(j)) + tie.Square().Dot(matrix.Ones(n, 1)).At(0, 0)
	}), "y", tieY)

	// An empty cluster, in the slide's form and in Fit's.
	apart := matrix.FromRows([][]float64{{0, 0}, {1, 0}})
	far := matrix.FromRows([][]float64{{0, 0}, {9, 9}})
	emptyY, emptyZ := kmeans.Expectation(apart, far)
	dead := kmeans.Maximization(apart, emptyZ)
	deadY, _ := kmeans.Expectation(apart, dead)
	kept, err := kmeans.Fit(apart, far, 50)
	if err != nil {
		panic(err)
	}
	blocks["empty"] = beside("X", apart, "M", far, "Y", emptyY, "the slide's next M", dead, "and Y", deadY, "Fit's M", kept.M, "and Y", kept.Y)

	// What the slips make of it: docs/slips.md.
	labels := func(M *matrix.Matrix) []int { Y, _ := kmeans.Expectation(X, M); return Y }
	power := matrix.Ones(m, n).Dot(M.T().Dot(M.T()))
	blocks["slip 3"] = fmt.Sprint(Y, labels(matrix.FromRows([][]float64{{1, 6}, {7, 7}})))
	blocks["slip 4"] = fmt.Sprint(Y, X.Dot(M.T()).Scale(-2).Add(power).RowwiseArgmin())
	blocks["slip 2"] = panicked(func() { matrix.New(200, 4).Add(matrix.New(200, 2)) })
	blocks["slip 6 in Go"] = panicked(func() { matrix.Eye(4).Index([]int{-1}) })
	blocks["slip 6"] = fmt.Sprint(matrix.Eye(4).Index([]int{3}))
	blocks["slip 7"] = fmt.Sprint(kmeans.RowwiseOneHot(Y, 3).ColumnSums())
	blocks["slip 9"] = fmt.Sprint(matrix.FromRows([][]float64{{3, 1, 1}, {1, 1, 3}, {3, math.NaN(), 1}}).RowwiseArgmin())
	X10 := matrix.FromRows([][]float64{{2, 0}, {3, 2}, {0, 7}, {6, 7}, {9, 10}})
	M10, M11 := X10.Index([]int{0, 1, 2}), X.Index([]int{0, 0})
	for range 5 {
		Y, Z := kmeans.Expectation(X10, M10)
		M10 = kmeans.Maximization(X10, Z)
		blocks["slip 10"] += fmt.Sprint(Y, rowsOf(M10))
	}
	for range 3 {
		Y, Z := kmeans.Expectation(X, M11)
		M11 = kmeans.Maximization(X, Z)
		blocks["slip 11"] += fmt.Sprint(Y)
	}
	second, Z2 := kmeans.Expectation(X, centers)
	blocks["slip 12"] = fmt.Sprint(second, labels(kmeans.Maximization(X, Z2)))
	near := [][]float64{{0.3}, {0.1}}
	blocks["slip 13"] = fmt.Sprint(pointwise.Labels([][]float64{{0.2}}, near, pointwise.Distance), pointwise.Labels([][]float64{{0.2}}, near, pointwise.Score))

	// On paper, docs/scaling.md: seconds of a step for p blocks, if a core multiplies
	// and adds 10⁹ times a second and a line carries 1.25·10⁹ bytes.
	const rows, width, clusters = 1e9, 100, 1000
	const sent = (clusters*width + clusters) * 8 / 1.25e9 // seconds for what a block sends
	blocks["scaling"] = "blocks     rows each    compute    to one place    by a tree"
	for p := 1.0; p <= 1e6; p *= 10 {
		blocks["scaling"] += fmt.Sprintf("\n%7.0f    %9.0e    %7.4g    %12.3g    %9.2g", p, rows/p, rows*width*clusters/1e9/p, p*sent, math.Ceil(math.Log2(p))*sent)
	}
	return blocks
}

// panicked returns what f panics with.
func panicked(f func()) (message string) {
	defer func() { message = fmt.Sprint("panic: ", recover()) }()
	f()
	return ""
}

// beside sets matrices side by side, each under its name. Labels are a column.
func beside(namesAndValues ...any) string {
	var lines []string
	for c := 0; c < len(namesAndValues); c += 2 {
		value := namesAndValues[c+1]
		if Y, ok := value.([]int); ok {
			value = filled(len(Y), 1, func(i, _ int) float64 { return float64(Y[i]) })
		}
		column := append([]string{namesAndValues[c].(string)}, strings.Split(fmt.Sprint(value), "\n")...)
		wide := 0
		for _, line := range lines {
			wide = max(wide, utf8.RuneCountInString(line))
		}
		for i := range max(len(lines), len(column)) {
			if i == len(lines) {
				lines = append(lines, "")
			}
			if i < len(column) {
				if c > 0 {
					lines[i] += strings.Repeat(" ", wide+4-utf8.RuneCountInString(lines[i]))
				}
				lines[i] += column[i]
			}
		}
	}
	return strings.Join(lines, "\n")
}

func rowsOf(A *matrix.Matrix) (rows [][]float64) {
	m, _ := A.Dims()
	for i := range m {
		rows = append(rows, A.Row(i))
	}
	return rows
}

// The slides' first program, on the points of the worked example.
func Example_firstProgram() {
	X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}) // m×n
	rng := rand.New(rand.NewPCG(1, 0))
	k := 2

	M := kmeans.Shuffle(X, k, rng) // k×n
	for range 50 {
		_, Z := kmeans.Expectation(X, M) // m×k
		M = kmeans.Maximization(X, Z)    // k×n
	}
	fmt.Println(M)
	// Output:
	// 1    6
	// 5.5  6.5
}

// The slides' second program. It takes labels from distances, so points are needed
// one by one too.
func Example_secondProgram() {
	points := [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}, {2, 7}, {4, 7}}
	X := matrix.FromRows(points) // m×n
	rng := rand.New(rand.NewPCG(1, 0))
	k := 2

	M := kmeans.Resample(X, k, rng) // k×n
	for range 50 {
		Y := pointwise.Labels(points, rowsOf(M), pointwise.Distance) // m
		Z := kmeans.RowwiseOneHot(Y, k)                              // m×k
		M = kmeans.CountedMaximization(X, Z)                         // k×n
	}
	fmt.Println(M)
	// Output:
	// 5.5  6.5
	//   1    6
}
