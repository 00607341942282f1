// Package docs_test holds the prose, README.md and every page in docs, to the code.
// The conventions:
//
//   - A ```go block follows a line <!-- FILE --> and is a part of that file, or a line
//     <!-- example: PACKAGE ExampleName --> and is a part of that Example. One that
//     begins with "package main" is a program, and the ``` block after it is its output.
//   - A ```console block has lines "$ command", each followed by what it prints. A
//     line "…" stands for any number of lines left out; times may differ.
//   - A ```text or ```pycon block follows a line <!-- computed: NAME --> and shows what
//     worked_test.go computes; in ```pycon, Python's, only the numbers count. After a
//     line <!-- worked: NAME --> in derivation.md it shows the worked example, and
//     docs/walkthrough has the test.
//   - Links lead to a file and a heading; names of our packages, tests and flags in
//     code spans and commands exist.
//   - Formulas use what code forges can draw.
//
// Programs and commands are run where KMEANS_ALL_HANDOUTS=1 asks for it.
package docs_test

import (
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

const top = ".." // the folder of go.mod

// A page is a Markdown file, taken apart. Prose has all lines; those of blocks are
// empty in it.
type page struct {
	path   string // from the top, with slashes
	prose  []string
	blocks []block
}

// A block is what stands between two lines of three backticks.
type block struct {
	line               int // of the first backticks, from 1
	lang, marker, text string
}

func (b block) isProgram() bool { return b.lang == "go" && strings.HasPrefix(b.text, "package main\n") }

var fence = regexp.MustCompile("(?ms)((?:^<!-- [^\n]* -->\n)?)^```(\\w*)\n(.*?)^```$")

func parsePage(name, text string) page {
	p, prose, end := page{path: name}, "", 0
	for _, at := range fence.FindAllStringSubmatchIndex(text, -1) {
		b := block{strings.Count(text[:at[4]], "\n") + 1, text[at[4]:at[5]], text[at[2]:at[3]], text[at[6]:at[7]]}
		b.marker = strings.Trim(b.marker, "<!- >\n")
		p.blocks = append(p.blocks, b)
		prose += text[end:at[0]] + strings.Repeat("\n", strings.Count(text[at[0]:at[1]], "\n"))
		end = at[1]
	}
	p.prose = strings.Split(prose+text[end:], "\n")
	return p
}

func (p page) errorf(t *testing.T, line int, format string, args ...any) {
	t.Helper()
	t.Errorf("%s:%d: %s", p.path, line, fmt.Sprintf(format, args...))
}

// repository holds every file, by its path from the top. It is read in a test, so that
// go test knows what its result depends on.
var repository = sync.OnceValue(func() fstest.MapFS {
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(top), ".", func(name string, entry fs.DirEntry, err error) error {
		if name == ".git" && entry.IsDir() {
			return fs.SkipDir
		}
		if err == nil && entry.Type().IsRegular() {
			files[name] = new(fstest.MapFile)
			files[name].Data, err = os.ReadFile(filepath.Join(top, name))
		}
		return err
	})
	if err != nil {
		panic(err)
	}
	return files
})

var pages = sync.OnceValue(func() (pages []page) {
	for name, file := range repository() {
		if path.Ext(name) == ".md" {
			pages = append(pages, parsePage(name, string(file.Data)))
		}
	}
	return pages
})

// find returns the text of the first file with a path like where and a text like
// what, from the match on; or "".
func find(where, what string) string {
	place, pattern := regexp.MustCompile(where), regexp.MustCompile(`(?m)`+what)
	for name, file := range repository() {
		if place.MatchString(name) {
			if at := pattern.FindIndex(file.Data); at != nil {
				return string(file.Data[at[0]:])
			}
		}
	}
	return ""
}

// TestSnippets: a block of Go is a part of the file or the Example it names, and a
// program is formatted as gofmt does it.
func TestSnippets(t *testing.T) {
	for _, p := range pages() {
		for _, b := range p.blocks {
			if b.isProgram() {
				if text, err := format.Source([]byte(b.text)); err != nil || string(text) != b.text {
					p.errorf(t, b.line, "gofmt would change this program, or finds an error: %v", err)
				}
			} else if b.lang == "go" {
				text := find("^"+regexp.QuoteMeta(b.marker)+"$", `\A`)
				if name, ok := strings.CutPrefix(b.marker, "example: "); ok {
					dir, name, _ := strings.Cut(name, " ")
					text, _, _ = strings.Cut(find(`\b`+dir+`/\w+_test\.go$`, `^func `+name+`\(\)`), "\n}\n")
				}
				if !strings.Contains("\n"+text+"\n", "\n"+b.text) {
					p.errorf(t, b.line, "%q, a file or an Example as in \"example: kmeans ExampleFit\", does not have (any more) what the page quotes:\n%s", b.marker, b.text)
				}
			}
		}
	}
}

var (
	codeSpan = regexp.MustCompile("`([^`]+)`")
	ourName  = regexp.MustCompile(`\b(kmeans|matrix|pointwise)\.([A-Z]\w*)`)
	testName = regexp.MustCompile(`\b((?:Test|Fuzz|Benchmark|Example)[A-Z]\w*)(?:/([^\s"']+))?`)
	program  = regexp.MustCompile(`^go run \./(docs/\w+)`)
	aPath    = regexp.MustCompile(`^(\w[\w.-]*/)+[\w.-]+\.\w+$`)
	flag     = regexp.MustCompile(` -(\w+)`)
)

// TestNames: what code spans and commands name exists: declarations of our packages,
// tests and their subtests, files, flags of our programs.
func TestNames(t *testing.T) {
	for _, p := range pages() {
		check := func(line int, code string) {
			for _, name := range ourName.FindAllStringSubmatch(code, -1) {
				if find(`^`+name[1]+`/`, `^(func|type) `+name[2]+`\b`) == "" {
					p.errorf(t, line, "there is no %s", name[0])
				}
			}
			for _, name := range testName.FindAllStringSubmatch(code, -1) {
				test := `^func ` + name[1] + `\(`
				if name[2] != "" {
					test += `(?s:.*)"` + regexp.QuoteMeta(strings.ReplaceAll(name[2], "_", " ")) + `"`
				}
				if find(`_test\.go$`, test) == "" {
					p.errorf(t, line, "there is no test %s", name[0])
				}
			}
			if _, err := fs.Stat(repository(), code); aPath.MatchString(code) && err != nil {
				p.errorf(t, line, "there is no file %s", code)
			}
			if dir := program.FindStringSubmatch(code); dir != nil {
				for _, name := range flag.FindAllStringSubmatch(code, -1) {
					if find(`^`+dir[1]+`/main\.go$`, `[( ]"`+name[1]+`", `) == "" {
						p.errorf(t, line, "%s has no flag -%s", dir[1], name[1])
					}
				}
			}
		}
		for i, line := range p.prose {
			for _, span := range codeSpan.FindAllStringSubmatch(line, -1) {
				check(i+1, span[1])
			}
		}
		for _, b := range p.blocks {
			for i, line := range strings.Split(b.text, "\n") {
				if command, ok := strings.CutPrefix(line, "$ "); ok {
					check(b.line+1+i, command)
				}
			}
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks: links lead to files and headings, and to every page leads a link.
func TestLinks(t *testing.T) {
	linked := map[string]bool{}
	anchors := map[string][]string{}
	for _, p := range pages() {
		for _, line := range p.prose {
			if strings.HasPrefix(line, "#") {
				anchors[p.path] = append(anchors[p.path], anchor(strings.TrimLeft(line, "# ")))
			}
		}
	}
	for _, p := range pages() {
		for i, line := range p.prose {
			for _, l := range link.FindAllStringSubmatch(line, -1) {
				if strings.HasPrefix(l[1], "https://") {
					continue
				}
				file, heading, hasHeading := strings.Cut(l[1], "#")
				target := path.Join(path.Dir(p.path), file)
				if file == "" {
					target = p.path
				}
				linked[target] = true
				if _, err := fs.Stat(repository(), target); err != nil {
					p.errorf(t, i+1, "the link to %s leads to no file", l[1])
				} else if hasHeading && !slices.Contains(anchors[target], heading) {
					p.errorf(t, i+1, "the link to %s leads to no heading, they are %v", l[1], anchors[target])
				}
			}
		}
	}
	for _, p := range pages() {
		if !linked[p.path] && path.Base(p.path) != "README.md" { // a forge shows README.md with its folder
			p.errorf(t, 1, "no page has a link to this one")
		}
	}
}

var punctuation = regexp.MustCompile(`[^\pL\d _-]`)

// anchor returns what code forges call a heading.
func anchor(heading string) string {
	return strings.ReplaceAll(strings.ToLower(punctuation.ReplaceAllString(heading, "")), " ", "-")
}

var (
	inline   = regexp.MustCompile(`\$[^$]+\$`)
	breaking = regexp.MustCompile(`[*<]|\\[^a-zA-Z]|\W_|\\operatorname`)
)

// TestFormulas: GitHub refuses \operatorname, and reads an inline formula as Markdown
// first: a star can begin emphasis, and so can an underscore that follows no letter or
// digit; < can begin a tag; a backslash goes unless a letter follows.
func TestFormulas(t *testing.T) {
	for _, p := range pages() {
		for i, line := range p.prose {
			text := codeSpan.ReplaceAllString(line, "")
			for _, formula := range inline.FindAllString(text, -1) {
				if bad := breaking.FindString(formula); bad != "" {
					p.errorf(t, i+1, `in %s a forge does not take %q for mathematics: write \ast, \lt, \lbrace, \mathrm, x_l^{(i)} or the like`, formula, bad)
				}
			}
			if strings.Count(text, "$")%2 == 1 || strings.Contains(text, "`") {
				p.errorf(t, i+1, "a formula or code goes on in the next line, where these tests cannot read it")
			}
		}
		for _, b := range p.blocks {
			if b.lang == "math" && strings.Contains(b.text, `\operatorname`) {
				p.errorf(t, b.line, `GitHub refuses \operatorname: write \mathrm, or \arg\min`)
			}
		}
	}
}

// TestRungs: derivation.md names every comparison of TestDerivation.
func TestRungs(t *testing.T) {
	comparisons := regexp.MustCompile(`\trung\("([^"]+)"`).FindAllStringSubmatch(find(`^compare_test\.go$`, `\A`), -1)
	for _, name := range comparisons {
		if find(`^docs/derivation\.md$`, regexp.QuoteMeta("`TestDerivation/"+name[1]+"`")) == "" {
			t.Errorf("docs/derivation.md does not mention TestDerivation/%s", name[1])
		}
	}
	if len(comparisons) == 0 {
		t.Error("compare_test.go compares no rungs")
	}
}

// TestCommands runs the programs and commands on the pages and compares what they
// print.
func TestCommands(t *testing.T) {
	if os.Getenv("KMEANS_ALL_HANDOUTS") == "" {
		t.Skip("left out: the programs and commands of the pages are run with KMEANS_ALL_HANDOUTS=1")
	}
	for _, p := range pages() {
		for at, b := range p.blocks {
			if b.lang != "console" && !b.isProgram() {
				continue
			}
			there := filepath.Join(t.TempDir(), "kmeans-by-hand")
			if err := os.CopyFS(there, repository()); err != nil {
				t.Fatal(err)
			}
			for _, made := range []string{"q", "labels.csv", "walkthrough.html"} { // by a reader of README
				if err := os.RemoveAll(filepath.Join(there, made)); err != nil {
					t.Fatal(err)
				}
			}
			script := "set -e\n"
			if b.isProgram() {
				q := filepath.Join(there, "q")
				if err := os.Mkdir(q, 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(q, "main.go"), []byte(b.text), 0o666); err != nil {
					t.Fatal(err)
				}
				script, b = "go vet . ./q\ngo run ./q", p.blocks[at+1] // vet: a program beside the tests must not break them
			}
			for _, line := range strings.Split(b.text, "\n") {
				if command, ok := strings.CutPrefix(line, "$ "); ok { // say it, do it
					script += "echo '" + strings.ReplaceAll(line, "'", `'\''`) + "'\n" + command + "\n"
				}
			}
			c := exec.Command("sh", "-c", script)
			c.Dir = there
			c.Env = append(os.Environ(), "KMEANS_ALL_HANDOUTS=", "KMEANS_NEED_BROWSER=")
			output, err := c.CombinedOutput()
			if err != nil || !matches(normal(b.text), normal(string(output))) {
				p.errorf(t, b.line, "it prints this (%v):\n%s", err, output)
			}
		}
	}
}

// TestCopies: parts of the repository stand alone in a new module of the same name.
func TestCopies(t *testing.T) {
	if os.Getenv("KMEANS_ALL_HANDOUTS") == "" {
		t.Skip("left out: run with KMEANS_ALL_HANDOUTS=1")
	}
	for _, parts := range []string{"matrix", "matrix kmeans", "pointwise", "matrix kmeans pointwise"} {
		there := t.TempDir()
		for _, part := range strings.Fields(parts) {
			if err := os.CopyFS(filepath.Join(there, part), os.DirFS(filepath.Join(top, part))); err != nil {
				t.Fatal(err)
			}
		}
		for _, command := range []string{"mod init example.com/kmeans-by-hand", "vet ./...", "test ./..."} {
			c := exec.Command("go", strings.Fields(command)...)
			c.Dir = there
			if output, err := c.CombinedOutput(); err != nil {
				t.Fatalf("a copy of %s: go %s: %v\n%s", parts, command, err, output)
			}
		}
	}
}

var aTime = regexp.MustCompile(`\(?\d+\.\d+s\)?|\(cached\)`)

// normal returns the lines of an output without what may differ from run to run.
func normal(output string) (lines []string) {
	for _, line := range strings.Split(strings.TrimSpace(output), "\n") {
		lines = append(lines, strings.Join(strings.Fields(aTime.ReplaceAllString(line, "TIME")), " "))
	}
	return lines
}

// matches compares lines, where "…" stands for any number of them.
func matches(want, got []string) bool {
	if len(want) == 0 || len(got) == 0 {
		return len(want) == len(got) || len(want) == 1 && want[0] == "…"
	}
	if want[0] == "…" {
		return matches(want[1:], got) || matches(want, got[1:])
	}
	return want[0] == got[0] && matches(want[1:], got[1:])
}
