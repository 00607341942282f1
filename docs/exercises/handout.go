package main

import (
	"bytes"
	"embed"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A handout is a module before it is written: the text of each file by its path.
type handout map[string][]byte

// goVersion is the oldest Go that the packages compile with.
const goVersion = "1.24"

var modulePath = regexp.MustCompile(`^\w+([-.]\w+)*\.\w+(/\w+([-.]\w+)*)*$`)

// makeHandout makes the handout of the tasks, which become tasks 1, 2, 3 … of the
// module with the given name, from the repository at root. With solutions, nothing
// is left out.
func makeHandout(root, sheet string, tasks []task, module string, solutions bool) (handout, error) {
	if !modulePath.MatchString(module) { // stricter than Go
		return nil, fmt.Errorf("module path %q: want something like example.com/lab", module)
	}
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil || !strings.HasPrefix(string(text), "module "+home+"\n") {
		return nil, fmt.Errorf("no go.mod with the line %q here: run it from the root of the repository", "module "+home)
	}
	h := handout{}
	for packages := dirs(tasks); len(packages) > 0; packages = packages[1:] {
		if err := h.addPackage(root, packages[0], tasks, solutions); err != nil {
			return nil, err
		}
		for name, text := range h { // and what is imported, given
			for _, found := range ownImport.FindAllSubmatch(text, -1) {
				if dir := string(found[1]); path.Dir(name) == packages[0] && !h.has(dir) && !slices.Contains(packages, dir) {
					packages = append(packages, dir)
				}
			}
		}
	}
	for _, dir := range dirs(tasks) {
		h.addTests(dir, tasks)
	}
	for name, text := range h {
		h[name] = bytes.ReplaceAll(text, []byte(home), []byte(module))
	}
	h["go.mod"] = fmt.Appendf(nil, "module %s\n\ngo %s\n", module, goVersion)
	h.addPages(sheet, tasks, module, solutions)
	return h, nil
}

var ownImport = regexp.MustCompile(`"` + regexp.QuoteMeta(home) + `/(.*)"`)

// has reports whether the handout has a package in the folder dir.
func (h handout) has(dir string) bool {
	for name := range h {
		if path.Dir(name) == dir {
			return true
		}
	}
	return false
}

// addPackage adds the package in dir, without the bodies of the tasks if there are to be
// no solutions. Of matrix, and where no task is, it takes all that is exported, of the
// others the tasks; and what these need. What only a removed body used goes, unless it is
// a task too: the student may use what the author used, if the slides have a name for it.
func (h handout) addPackage(root, dir string, tasks []task, solutions bool) error {
	names, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
	if err != nil || len(names) == 0 {
		return fmt.Errorf("there is no Go in ./%s (%v)", dir, err)
	}
	fset, files, declared := token.NewFileSet(), map[string]*ast.File{}, map[string][]ast.Decl{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files[dir+"/"+filepath.Base(name)] = f
		for _, d := range f.Decls {
			for _, name := range namesOf(d) {
				declared[name] = append(declared[name], d)
			}
		}
	}

	var wanted []string
	todo := map[string]string{}
	for i, t := range tasks {
		if t.Dir() == dir {
			wanted = append(wanted, t.Short())
			todo[t.Short()] = t.todo(i + 1)
		}
	}
	all := dir == "matrix" || len(wanted) == 0
	for name := range reached(declared, wanted, nil) {
		if slices.ContainsFunc(allTasks, func(t task) bool { return t.Name == dir+"."+name }) {
			wanted = append(wanted, name)
		}
	}
	for name := range declared {
		if all && ast.IsExported(name) {
			wanted = append(wanted, name)
		}
	}
	if solutions {
		todo = nil
	}
	kept := reached(declared, wanted, todo)
	for name, f := range files {
		text, err := cut(fset, f, func(name string) bool { return kept[name] }, todo)
		if err != nil {
			return err
		}
		if f.Doc != nil {
			doc, code, _ := strings.Cut(text, "\npackage ")
			paragraphs := slices.DeleteFunc(strings.Split(doc, "\n//\n"), func(p string) bool {
				return slices.ContainsFunc(docLink.FindAllStringSubmatch(p, -1), func(link []string) bool { return !kept[link[1]] })
			})
			text = strings.Join(paragraphs, "\n//\n") + "\npackage " + code
		}
		if f.Doc != nil || len(f.Decls) > 0 {
			h[name] = []byte(text)
		}
	}
	return nil
}

// docLink finds a name in a package comment, but not I_k[Y].
var docLink = regexp.MustCompile(`\W\[([A-Z]\w*)\]`)

// namesOf returns the names that a declaration declares; imports declare none.
func namesOf(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		names = append(names, d.Name.Name)
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

// reached returns the names that stand in what is wanted, and in what these declare, and
// so on, but not in bodies that are to be done. It can be too many and is never too few.
func reached(declared map[string][]ast.Decl, wanted []string, todo map[string]string) map[string]bool {
	reached := map[string]bool{}
	for len(wanted) > 0 {
		name := wanted[0]
		wanted = wanted[1:]
		if reached[name] || declared[name] == nil {
			continue
		}
		reached[name] = true
		for _, d := range declared[name] { // a function, and methods of the same name
			var in ast.Node = d
			if f, is := d.(*ast.FuncDecl); is && todo[name] != "" {
				in = f.Type
			}
			ast.Inspect(in, func(n ast.Node) bool {
				if id, is := n.(*ast.Ident); is {
					wanted = append(wanted, id.Name)
				}
				return true
			})
		}
	}
	return reached
}

// cut returns the text of a file with the declarations to keep alone, their comments and
// the imports that they use; functions that are to be done say so and nothing else.
func cut(fset *token.FileSet, f *ast.File, keep func(name string) bool, todo map[string]string) (string, error) {
	comments := ast.NewCommentMap(fset, f, f.Comments)
	f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
		names := namesOf(d)
		return len(names) > 0 && !slices.ContainsFunc(names, keep)
	})
	for _, d := range f.Decls {
		if f, is := d.(*ast.FuncDecl); is && todo[f.Name.Name] != "" {
			say := &ast.CallExpr{Fun: ast.NewIdent("panic"), Args: []ast.Expr{ast.NewIdent(strconv.Quote(todo[f.Name.Name]))}}
			f.Body = &ast.BlockStmt{Lbrace: f.Body.Lbrace, List: []ast.Stmt{&ast.ExprStmt{X: say}}, Rbrace: f.Body.List[0].Pos()}
		}
	}
	used := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, is := n.(*ast.SelectorExpr); is {
			used[fmt.Sprint(s.X)] = true
		}
		return true
	})
	f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
		g, is := d.(*ast.GenDecl)
		if !is || g.Tok != token.IMPORT {
			return false
		}
		g.Specs = slices.DeleteFunc(g.Specs, func(s ast.Spec) bool {
			name := strings.TrimSuffix(strings.Trim(s.(*ast.ImportSpec).Path.Value, `"`), "/v2")
			return !used[path.Base(name)]
		})
		if len(g.Specs) == 1 {
			g.Lparen = token.NoPos
		}
		return len(g.Specs) == 0
	})
	f.Comments = comments.Filter(f).Comments()
	var b bytes.Buffer
	err := format.Node(&b, fset, f)
	return b.String(), err
}

//go:embed judge*.go
var judges embed.FS

//go:embed cases.txt
var casesPage string

// addTests adds the tests of the tasks in dir. They have the cases with their results,
// and of each wrong answer that has a name the fingerprint of its results: data, from
// which nobody learns how the function is written.
func (h handout) addTests(dir string, tasks []task) {
	files := []string{"judge"}
	if dir != "pointwise" {
		files = append(files, "judge_matrix")
	}
	tasks = slices.DeleteFunc(slices.Clone(tasks), func(t task) bool { return t.Dir() != dir })
	for _, t := range tasks {
		if t.adapter != "" {
			files = append(files, "judge_"+t.adapter)
		}
	}
	for _, name := range files {
		text, err := judges.ReadFile(name + ".go")
		if err != nil {
			panic(err) // it is embedded
		}
		h[dir+"/"+name+"_test.go"] = bytes.Replace(text, []byte("package main"), []byte("package "+dir+"_test"), 1)
	}
	h[dir+"/cases_test.go"] = fill(casesPage, map[string]any{"module": home, "dir": dir, "tasks": tasks})
}
