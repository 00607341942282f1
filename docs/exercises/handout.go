package main

import (
	"embed"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/template"
)

// A handout is a module before it is written: the text of each file by its path.
type handout map[string]string

const (
	lab       = "example.com/kmeans-lab" // the module
	goVersion = "1.24"                   // the oldest Go that the packages compile with
)

//go:embed judge*.go *.txt
var embedded embed.FS

// makeHandout makes the handout of the tasks from the repository at root. With solutions,
// nothing is left out.
func makeHandout(root string, tasks []task, solutions bool) (handout, error) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil || !strings.HasPrefix(string(text), "module "+home+"\n") {
		return nil, fmt.Errorf("no go.mod with the line %q here: run it from the root of the repository", "module "+home)
	}
	h, packages := handout{}, dirs(tasks)
	given := slices.Contains(packages, "kmeans") && !slices.Contains(packages, "matrix")
	if given {
		packages = append(packages, "matrix")
	}
	for _, dir := range packages {
		if err := h.addPackage(root, dir, tasks, solutions); err != nil {
			return nil, err
		}
	}
	for _, dir := range dirs(tasks) {
		h.addTests(dir, tasks)
	}
	for name, text := range h {
		h[name] = strings.ReplaceAll(text, home, lab)
	}
	h["go.mod"] = fmt.Sprintf("module %s\n\ngo %s\n", lab, goVersion)
	first := tasks[0]
	example := strings.Split(first.Of("example"), "`")[1]
	imports := regexp.MustCompile(`pointwise|matrix|kmeans`).FindAllString(example, -1)
	slices.Sort(imports)
	with := map[string]any{
		"tasks": tasks, "count": count(len(tasks), "function"), "dirs": dirs(tasks), "given": given, "solutions": solutions,
		"module": lab, "go": goVersion, "example": example, "imports": slices.Compact(imports),
		"todo": first.todo(), "at": h.find(first.todo()), "error": path.Base(h.find(`judge(t, "` + first.Short() + `"`)),
	}
	h["README.md"], h["HINTS.md"] = fill("readme.txt", with), fill("hints.txt", with)
	return h, nil
}

// addPackage adds the package in dir, without the bodies of the tasks if there are to be
// no solutions. Of matrix it takes all that is exported, of the others the tasks; and what
// these use. What only a removed body used goes, unless it is a task too.
func (h handout) addPackage(root, dir string, tasks []task, solutions bool) error {
	used, todo := map[string]bool{}, map[string]string{}
	for _, t := range tasks {
		if t.Dir() == dir {
			used[t.Short()] = true
			if !solutions {
				todo[t.Short()] = t.todo()
			}
		}
	}
	names, err := fs.Glob(os.DirFS(root), dir+"/*.go")
	files := map[string]source{}
	for _, name := range names {
		if !strings.HasSuffix(name, "_test.go") {
			text, err := os.ReadFile(filepath.Join(root, name))
			if err != nil {
				return err
			}
			files[name] = sourceOf(string(text), todo)
		}
	}
	wanted := func(name string) bool { return used[plain(name)] || dir == "matrix" && ast.IsExported(plain(name)) }
	for before := -1; before < len(used); {
		before = len(used)
		for _, f := range files {
			for _, d := range f.declarations {
				if wanted(d.name) {
					maps.Copy(used, d.uses)
				}
			}
		}
	}
	for name, f := range files {
		if text := f.only(wanted); text != "" {
			h[name] = text
		}
	}
	return err
}

// A source is a file of Go, taken apart.
type source struct {
	pkg, head    string // the package; what stands up to its clause
	broken       bool   // there is more that is not Go
	imports      []string
	declarations []declaration
}

// A declaration has its name, "Matrix.T" for a method, the words in it, and its text.
type declaration struct {
	name string
	uses map[string]bool
	text string
}

var (
	// nameOf finds the name that a declaration begins with, after that of a receiver.
	nameOf = regexp.MustCompile(`^(?:func|type|var|const)\s+(?:\(\s*\w*\s*\*?(\w+)\)\s*)?(\w+)`)
	// docLink finds a name in a package comment, but not I_k[Y]. A paragraph with one is
	// about the repository.
	docLink = regexp.MustCompile(`\W\[[A-Z]\w*\]`)
)

// sourceOf takes a file apart, or what of it is Go. Functions that are to be done say so and
// nothing else; they use the tasks that they used, because the student may, too.
func sourceOf(text string, todo map[string]string) source {
	f, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ParseComments|parser.SkipObjectResolution)
	s := source{pkg: f.Name.Name, head: "package " + f.Name.Name, broken: err != nil}
	if f.Doc != nil {
		paragraphs := strings.Split(text[f.Doc.Pos()-1:f.Doc.End()-1], "\n//\n") // positions count from 1
		s.head = strings.Join(slices.DeleteFunc(paragraphs, docLink.MatchString), "\n//\n") + "\n" + s.head
	}
	for _, spec := range f.Imports {
		s.imports = append(s.imports, spec.Path.Value)
	}
	for _, d := range f.Decls {
		found := nameOf.FindStringSubmatch(text[d.Pos()-1 : d.End()-1])
		if found == nil {
			continue // an import
		}
		name, doc, end, body := strings.Trim(found[1]+"."+found[2], "."), (*ast.CommentGroup)(nil), d.End(), ""
		switch d := d.(type) {
		case *ast.GenDecl:
			doc = d.Doc
		case *ast.FuncDecl:
			if doc = d.Doc; todo[d.Name.Name] != "" {
				end, body = d.Body.Lbrace, fmt.Sprintf("{\n\tpanic(%q)\n}", todo[d.Name.Name])
			}
		}
		from, uses := d.Pos(), map[string]bool{}
		if doc != nil {
			from = doc.Pos()
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if id, is := n.(*ast.Ident); is && (id.Pos() < end || isTask(s.pkg+"."+id.Name)) {
				uses[id.Name] = true
			}
			return true
		})
		s.declarations = append(s.declarations, declaration{name, uses, text[from-1:end-1] + body})
	}
	return s
}

// plain returns the last part of a name.
func plain(name string) string { return name[strings.LastIndex(name, ".")+1:] }

// only returns the text with the declarations that are wanted and their imports, or "" if
// none is.
func (s source) only(wanted func(name string) bool) string {
	code, used := "", map[string]bool{}
	for _, d := range s.declarations {
		if wanted(d.name) {
			code += "\n\n" + d.text
			maps.Copy(used, d.uses)
		}
	}
	imports := ""
	for _, quoted := range s.imports {
		if used[path.Base(strings.Trim(quoted, `"`))] {
			imports += "\nimport " + quoted
		}
	}
	text, err := format.Source([]byte(s.head + "\n" + imports + code))
	if err != nil || code == "" {
		return ""
	}
	return string(text)
}

// addTests adds the tests of the tasks in dir. They have the cases with their results,
// and of each wrong answer that has a name the signs of its results: data, from which
// nobody learns how the function is written.
func (h handout) addTests(dir string, tasks []task) {
	for _, name := range []string{"judge", "judge_matrix"} {
		if text, _ := embedded.ReadFile(name + ".go"); name == "judge" || dir != "pointwise" {
			h[dir+"/"+name+"_test.go"] = strings.Replace(string(text), "package main", "package "+dir+"_test", 1)
		}
	}
	tasks = slices.DeleteFunc(slices.Clone(tasks), func(t task) bool { return t.Dir() != dir })
	h[dir+"/cases_test.go"] = fill("cases.txt", map[string]any{"module": home, "dir": dir, "tasks": tasks})
}

// find returns the file and the line that have s in them.
func (h handout) find(s string) string {
	for name, text := range h {
		if before, _, is := strings.Cut(text, s); is {
			return fmt.Sprintf("%s:%d", name, 1+strings.Count(before, "\n"))
		}
	}
	return ""
}

// fill returns the text of a template.
func fill(name string, with any) string {
	var b strings.Builder
	if err := template.Must(template.ParseFS(embedded, name)).Execute(&b, with); err != nil {
		panic(err) // the page does not fit its data
	}
	return b.String()
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// write makes the folder dir, which must be new or empty, with the handout in it, or nothing.
func (h handout) write(dir string) error {
	there, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		err = os.Mkdir(dir, 0o777)
	} else if len(there) > 0 {
		err = errors.New("nothing is overwritten")
	}
	if err != nil {
		return fmt.Errorf("%s must be a new or an empty folder, in one that exists: %w", dir, err)
	}
	for name, text := range h {
		where := filepath.Join(dir, name)
		err = errors.Join(err, os.MkdirAll(filepath.Dir(where), 0o777), os.WriteFile(where, []byte(text), 0o666))
	}
	if err != nil {
		os.RemoveAll(dir)
	}
	return err
}
