package main

import (
	"bytes"
	"embed"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// A handout is a module before it is written: the text of each file by its path.
type handout map[string][]byte

// goVersion is the oldest Go that the packages compile with.
const goVersion = "1.24"

// makeHandout makes the handout of the tasks, which become tasks 1, 2, 3 … of the
// module with the given name, from the repository at root. With solutions, nothing
// is left out.
func makeHandout(root, sheet string, tasks []task, module string, solutions bool) (handout, error) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil || !strings.HasPrefix(string(text), "module "+home+"\n") {
		return nil, fmt.Errorf("no go.mod with the line %q here: run it from the root of the repository", "module "+home)
	}
	h := handout{}
	for _, dir := range dirs(tasks) {
		p, err := open(root, dir)
		if err != nil {
			return nil, err
		}
		if err := h.addPackage(p, tasks, solutions); err != nil {
			return nil, err
		}
		h.addTests(p.dir, tasks)
	}
	// What these packages import of this module is given, whole.
	for added := true; added; {
		added = false
		for _, name := range slices.Sorted(maps.Keys(h)) {
			for _, found := range ownImport.FindAllSubmatch(h[name], -1) {
				if dir := string(found[1]); !h.has(dir) {
					p, err := open(root, dir)
					if err != nil {
						return nil, err
					}
					for _, f := range p.files {
						h[dir+"/"+f.name] = f.text
					}
					added = true
				}
			}
		}
	}
	for name, text := range h {
		h[name] = bytes.ReplaceAll(text, []byte(home), []byte(module))
	}
	h["go.mod"] = fmt.Appendf(nil, "module %s\n\ngo %s\n", module, goVersion)
	h["README.md"] = readme(h, sheet, tasks, module, solutions)
	h["HINTS.md"] = hints(tasks)
	return h, nil
}

var ownImport = regexp.MustCompile(`"` + regexp.QuoteMeta(home) + `/([a-z/]+)"`)

// has reports whether the handout has a package in the folder dir.
func (h handout) has(dir string) bool {
	for name := range h {
		if path.Dir(name) == dir {
			return true
		}
	}
	return false
}

// A pkg is a package, parsed.
type pkg struct {
	dir   string
	fset  *token.FileSet
	files []*file
}

type file struct {
	name   string
	text   []byte
	syntax *ast.File
}

func open(root, dir string) (*pkg, error) {
	p := &pkg{dir: dir, fset: token.NewFileSet()}
	names, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(dir), "*.go"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("there is no Go in ./%s (%v)", dir, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		syntax, err := parser.ParseFile(p.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		p.files = append(p.files, &file{filepath.Base(name), text, syntax})
	}
	return p, nil
}

func (p *pkg) offset(pos token.Pos) int { return p.fset.Position(pos).Offset }

// names returns the names that a declaration declares; imports declare none.
func names(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return []string{d.Name.Name}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name.Name)
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}

// needed returns the declarations of p that a handout takes over: the tasks and what
// they need, and of a package that is all exercise material, matrix, all that is
// exported. Names decide, which can keep too much and never too little. What only a
// removed body used goes, unless it is a function that may be a task: the student
// may use what the author used, if the slides have a name for it.
func (p *pkg) needed(removed map[ast.Decl]string, tasks []task) map[ast.Decl]bool {
	byName := map[string][]ast.Decl{}
	for _, f := range p.files {
		for _, d := range f.syntax.Decls {
			for _, name := range names(d) {
				byName[name] = append(byName[name], d)
			}
		}
	}
	keep, passed := map[ast.Decl]bool{}, map[ast.Decl]bool{}
	var add, pass func(name string)
	each := func(node ast.Node, do func(name string)) {
		ast.Inspect(node, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				do(id.Name)
			}
			return true
		})
	}
	add = func(name string) {
		for _, d := range byName[name] {
			if keep[d] {
				continue
			}
			keep[d] = true
			if removed[d] == "" {
				each(d, add)
				continue
			}
			each(d.(*ast.FuncDecl).Type, add)
			each(d.(*ast.FuncDecl).Body, pass)
		}
	}
	pass = func(name string) { // through what goes, to tasks
		if slices.ContainsFunc(allTasks, func(t task) bool { return t.dir() == p.dir && t.short() == name }) {
			add(name)
			return
		}
		for _, d := range byName[name] {
			if !passed[d] {
				passed[d] = true
				each(d, pass)
			}
		}
	}
	for name := range byName {
		if p.dir == "matrix" && ast.IsExported(name) {
			add(name)
		}
	}
	for _, t := range tasks {
		if t.dir() == p.dir {
			add(t.short())
		}
	}
	return keep
}

// addPackage adds p, without the bodies of the tasks if there are to be no solutions.
func (h handout) addPackage(p *pkg, tasks []task, solutions bool) error {
	removed := map[ast.Decl]string{}
	for _, f := range p.files {
		for _, d := range f.syntax.Decls {
			for i, t := range tasks {
				if t.name == p.dir+"."+nameOf(d) && !solutions {
					removed[d] = t.todo(i + 1)
				}
			}
		}
	}
	keep := p.needed(removed, tasks)
	there := map[string]bool{}
	for d := range keep {
		for _, name := range names(d) {
			there[name] = true
		}
	}
	for _, f := range p.files {
		some := f.syntax.Doc != nil
		var edits []edit
		if doc := f.syntax.Doc; doc != nil {
			from, to := p.offset(doc.Pos()), p.offset(doc.End())
			edits = append(edits, edit{from, to, without(string(f.text[from:to]), there)})
		}
		for _, d := range f.syntax.Decls {
			switch {
			case len(names(d)) == 0: // imports
			case !keep[d]:
				edits = append(edits, edit{p.offset(start(d)), p.offset(d.End()), ""})
			case removed[d] != "":
				body := d.(*ast.FuncDecl).Body
				edits = append(edits, edit{p.offset(body.Pos()), p.offset(body.End()), fmt.Sprintf("{\n\tpanic(%q)\n}", removed[d])})
			}
			some = some || keep[d]
		}
		if some {
			text, err := edited(f.text, edits)
			if err != nil {
				return fmt.Errorf("%s/%s: %w", p.dir, f.name, err)
			}
			h[p.dir+"/"+f.name] = text
		}
	}
	return nil
}

// An edit replaces the text from one offset to another.
type edit struct {
	from, to int
	text     string
}

// edited makes edits in a Go file, in their order, formats it and removes the imports
// that it does not use any more.
func edited(text []byte, edits []edit) ([]byte, error) {
	for _, e := range slices.Backward(edits) {
		text = slices.Concat(text[:e.from], []byte(e.text), text[e.to:])
	}
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, "", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	ast.Inspect(syntax, func(n ast.Node) bool {
		if n, ok := n.(*ast.SelectorExpr); ok {
			used[types.ExprString(n.X)] = true
		}
		return true
	})
	for _, spec := range slices.Backward(syntax.Imports) {
		if name := strings.TrimSuffix(strings.Trim(spec.Path.Value, `"`), "/v2"); !used[path.Base(name)] {
			text = slices.Delete(text, fset.Position(spec.Pos()).Offset, fset.Position(spec.End()).Offset)
		}
	}
	text = regexp.MustCompile(`(?m)^import (\(\s*\))?$\n`).ReplaceAll(text, nil)
	text = regexp.MustCompile(`(?m)^import \(\s*(".*")\s*\)$`).ReplaceAll(text, []byte("import $1"))
	return format.Source(text)
}

// start returns where a declaration begins, its comment included.
func start(d ast.Decl) token.Pos {
	var doc *ast.CommentGroup
	switch d := d.(type) {
	case *ast.FuncDecl:
		doc = d.Doc
	case *ast.GenDecl:
		doc = d.Doc
	}
	if doc != nil {
		return doc.Pos()
	}
	return d.Pos()
}

var docLink = regexp.MustCompile(`\[([A-Z]\w*)\]`)

// without returns a package comment without the paragraphs that refer to something
// that is not there.
func without(doc string, there map[string]bool) string {
	paragraphs := slices.DeleteFunc(strings.Split(doc, "\n//\n"), func(p string) bool {
		for _, link := range docLink.FindAllStringSubmatch(p, -1) {
			if !there[link[1]] && !strings.HasPrefix(p, "//\t") { // I_k[Y] is no link
				return true
			}
		}
		return false
	})
	return strings.Join(paragraphs, "\n//\n")
}

//go:embed judge*.go
var judges embed.FS

// addTests adds the tests of the tasks in dir. They have the cases with their results,
// and of each wrong answer that has a name the fingerprint of its results: data, from
// which nobody learns how the function is written.
func (h handout) addTests(dir string, tasks []task) {
	tests := "package " + dir + "_test\n\nimport (\n\t\"testing\"\n\n\t\"" + home + "/" + dir + "\"\n)\n" + judgeTest
	files := []string{"judge.go"}
	if dir != "pointwise" {
		files = append(files, "judge_matrix.go")
	}
	for _, t := range tasks {
		if t.dir() != dir {
			continue
		}
		function := regexp.MustCompile(`^\w+\.\(\*`).ReplaceAllString(t.name, "(*"+dir+".")
		if t.adapter != "" {
			function = t.adapter + "(" + function + ")"
			files = append(files, "judge_"+t.adapter+".go")
		}
		trials := t.trials()
		tests += fmt.Sprintf("\nfunc Test%s(t *testing.T) {\n\tjudge(t, %q, %s, `\n%s`", t.short(), t.callText(), function, linesOf(trials))
		for _, s := range t.slips(trials) {
			tests += fmt.Sprintf(",\n\t\tslip{%#016x, %q}", s.results, s.says)
		}
		tests += ")\n}\n"
	}
	for _, name := range files {
		text, err := judges.ReadFile(name)
		if err != nil {
			panic(err) // it is embedded
		}
		h[dir+"/"+strings.TrimSuffix(name, ".go")+"_test.go"] = bytes.Replace(text, []byte("package main"), []byte("package "+dir+"_test"), 1)
	}
	text, err := format.Source([]byte(tests))
	if err != nil {
		panic(fmt.Errorf("%w in\n%s", err, tests))
	}
	h[dir+"/cases_test.go"] = text
}

const judgeTest = `
// Each line of a test is a call: the arguments, what it must give, and why it is
// there. Where it says panic or error, the parts between … must be in the message.
// The numbers after the cases recognize mistakes that are often made.

func judge(t *testing.T, call string, f any, cases string, slips ...slip) {
	t.Helper()
	message := verdict(call, f, trialsOf(cases), slips)
	report(t.Name(), message)
	if message != "" {
		t.Error(message)
	}
}

// report hears of every verdict.
var report = func(test, message string) {}
`

// callText returns how verdict names a call.
func (t task) callText() string {
	switch {
	case t.call != "":
		return t.call
	case strings.Contains(t.name, "("):
		return "." + t.short()
	}
	return t.short()
}

// trials returns the cases with the results of the right answer.
func (t task) trials() []trial {
	_, cases, _ := t.page()
	trials := trialsOf(cases)
	for i, c := range trials {
		o := try(t.f, c)
		for j, text := range c.in { // as textOf writes it
			trials[i].in[j] = textOf(valueOf(text, reflect.TypeOf(t.f).In(j)))
		}
		for j, text := range o.results {
			o.results[j] = t.must(text)
		}
		trials[i].want = strings.Join(o.results, ", ")
	}
	return trials
}

// must returns what has to be in a result. In an error, and in a panic about shapes or
// rows, that is the beginning, with the names of the package and the function, and the
// first shapes or places that it names. Any other panic is as good as another.
func (t task) must(result string) string {
	kind, message, _ := strings.Cut(result, ": ")
	if kind != "panic" && kind != "error" {
		return result
	}
	names := regexp.MustCompile(`-?\d+×\d+|[XM](\[\d+\])+|row -?\d+`).FindAllString(message, 2)
	own := t.dir() + ": " + t.short() + ":"
	switch {
	case kind == "error":
		names = names[:min(1, len(names))]
	case !strings.HasPrefix(message, own) || len(names) == 0:
		return kind
	}
	return kind + ": " + strings.Join(append([]string{own}, names...), " … ")
}

func linesOf(trials []trial) (lines string) {
	for _, c := range trials {
		lines += strings.Join(c.in, ", ") + " = " + c.want
		if c.why != "" {
			lines += " // " + c.why
		}
		lines += "\n"
	}
	return lines
}

// slips returns the wrong answers that have a name.
func (t task) slips(trials []trial) (slips []slip) {
	for _, w := range t.wrong {
		if w.says != "" {
			slips = append(slips, slip{fingerprint(trials, outcomesOf(w.f, trials)), w.says})
		}
	}
	return slips
}

func outcomesOf(f any, trials []trial) (outcomes []outcome) {
	for _, c := range trials {
		outcomes = append(outcomes, try(f, c))
	}
	return outcomes
}
