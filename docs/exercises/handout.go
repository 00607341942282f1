package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/ast"
	"go/format"
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

// makeHandout makes the handout of the tasks, which become tasks 1, 2, 3 … of the
// module with the given name. With solutions, nothing is removed.
func makeHandout(s *source, sheet string, tasks []task, module string, solutions bool) (handout, error) {
	sel, err := s.choose(tasks, solutions)
	if err != nil {
		return nil, err
	}
	h := handout{}
	dirs := make([]string, 0, len(s.packages))
	for dir := range s.packages {
		dirs = append(dirs, dir)
	}
	slices.Sort(dirs) // the same handout every time
	for _, dir := range dirs {
		p := s.packages[dir]
		if !p.isKept(sel) {
			continue
		}
		var judges []string // for the tests of which packages: p, or p_test
		for _, f := range p.files {
			text, err := sel.cut(f, module, tasks)
			if err != nil {
				return nil, fmt.Errorf("%s/%s: %w", dir, f.name, err)
			}
			if text == nil {
				continue
			}
			h[dir+"/"+f.name] = text
			if name := f.syntax.Name.Name; f.test && !slices.Contains(judges, name) {
				judges = append(judges, name)
			}
		}
		for i, name := range judges {
			file := dir + "/judge_test.go"
			if i > 0 {
				file = dir + "/judge_too_test.go"
			}
			h[file] = fmt.Appendf(nil, judge, name, module)
			if strings.HasSuffix(name, "_test") && sel.makesRows(p) {
				h[dir+"/rows_test.go"] = fmt.Appendf(nil, rowsForTests, name, module)
			}
		}
		if err := sel.addData(h, p); err != nil {
			return nil, err
		}
	}
	h["go.mod"] = fmt.Appendf(nil, "module %s\n\ngo %s\n", module, goVersion)
	h["README.md"] = readme(sel, h, sheet, tasks, module, solutions)
	h["HINTS.md"] = hints(tasks)
	return h, nil
}

// goVersion is the oldest Go that the packages compile with.
const goVersion = "1.24"

func (p *pkg) isKept(sel *selection) bool {
	for _, f := range p.files {
		if slices.ContainsFunc(f.decls, func(d *decl) bool { return sel.keep[d] }) {
			return true
		}
	}
	return false
}

// An edit replaces the text from one offset to another.
type edit struct {
	from, to int
	text     string
}

// cut returns what a handout takes over of f, or nil if that is nothing. It works
// on the text, so that all that stays is exactly as it was, comments included.
func (sel *selection) cut(f *file, module string, tasks []task) ([]byte, error) {
	var edits []edit
	offset := func(p token.Pos) int { return sel.fset.Position(p).Offset }
	remove := func(from, to token.Pos) {
		end := offset(to) // and what else is on the line: a comment
		if i := bytes.IndexByte(f.text[end:], '\n'); i >= 0 {
			end += i + 1
		}
		edits = append(edits, edit{offset(from), end, ""})
	}

	some := f.syntax.Doc != nil && !f.test // the comment of a package is about all of it
	for _, d := range f.decls {
		if !sel.keep[d] {
			from := d.node.Pos()
			if doc := docOf(d.node); doc != nil {
				from = doc.Pos()
			}
			remove(from, d.node.End())
			continue
		}
		some = true
		node, ok := d.node.(*ast.FuncDecl)
		switch {
		case ok && sel.removed[d] > 0:
			number := sel.removed[d]
			edits = append(edits, edit{offset(node.Body.Lbrace), offset(node.Body.Rbrace) + 1,
				fmt.Sprintf("{\n\tpanic(%q)\n}", tasks[number-1].todo(number))})
		case ok && f.test && isTest(node.Type) && strings.HasPrefix(node.Name.Name, "Test"):
			edits = append(edits,
				edit{offset(node.Body.Lbrace) + 1, offset(node.Body.Lbrace) + 1, "\njudge(" + testingT(node.Type) + ", func() {"},
				edit{offset(node.Body.Rbrace), offset(node.Body.Rbrace), "})\n"})
		}
		if f.test && sel.withoutRows(f) {
			ast.Inspect(d.node, func(n ast.Node) bool {
				if n, ok := n.(*ast.SelectorExpr); ok && sel.declOf[sel.uses[n.Sel]] == sel.fromRows() {
					edits = append(edits, edit{offset(n.Pos()), offset(n.End()), "fromRows"})
				}
				return true
			})
		}
		if ok && f.test {
			ast.Inspect(node, func(n ast.Node) bool {
				var signature *ast.FuncType
				var body *ast.BlockStmt
				switch n := n.(type) {
				case *ast.FuncDecl:
					signature, body = n.Type, n.Body
				case *ast.FuncLit:
					signature, body = n.Type, n.Body
					if isTest(signature) {
						at := offset(body.Lbrace) + 1
						edits = append(edits, edit{at, at, "\ndefer caught(" + testingT(signature) + ")\n"})
					}
				}
				if body == nil || testingT(signature) == "" {
					return true
				}
				for _, loop := range tables(body) {
					at := offset(loop.Body.Lbrace) + 1
					edits = append(edits, edit{at, at, fmt.Sprintf("\ntrying(%s, %s)\n", testingT(signature), loop.Value)})
				}
				return true
			})
		}
	}
	if !some {
		return nil, nil
	}

	if f.syntax.Doc != nil && !f.test {
		doc := sel.packageDoc(f)
		edits = append(edits, edit{offset(f.syntax.Doc.Pos()), offset(f.syntax.Doc.End()), doc})
	}
	for _, node := range f.syntax.Decls {
		if group, ok := node.(*ast.GenDecl); ok && group.Tok == token.IMPORT {
			remove(group.Pos(), group.End())
		}
	}
	at := offset(f.syntax.Name.End())
	edits = append(edits, edit{at, at, sel.importBlock(f)})

	slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	var text []byte
	done := 0
	for _, e := range edits {
		text = append(append(text, f.text[done:e.from]...), e.text...)
		done = e.to
	}
	text = append(text, f.text[done:]...)
	return format.Source(bytes.ReplaceAll(text, []byte(home), []byte(module)))
}

func docOf(node ast.Decl) *ast.CommentGroup {
	switch node := node.(type) {
	case *ast.FuncDecl:
		return node.Doc
	case *ast.GenDecl:
		return node.Doc
	}
	return nil
}

// isTest reports whether a function is a func(t *testing.T).
func isTest(f *ast.FuncType) bool {
	return f.Results == nil && f.Params.NumFields() == 1 && testingT(f) != ""
}

// testingT returns the name of a function's parameter of type *testing.T, or "".
func testingT(f *ast.FuncType) string {
	for _, param := range f.Params.List {
		if star, ok := param.Type.(*ast.StarExpr); ok && len(param.Names) == 1 {
			if of, ok := star.X.(*ast.SelectorExpr); ok && of.Sel.Name == "T" && left(of) != nil && left(of).Name == "testing" {
				return param.Names[0].Name
			}
		}
	}
	return ""
}

// tables returns the outermost loops of a function over values of which a case can
// be told: for _, c := range cases.
func tables(body *ast.BlockStmt) (loops []*ast.RangeStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.RangeStmt:
			if value, ok := n.Value.(*ast.Ident); ok && value.Name != "_" {
				loops = append(loops, n)
				return false
			}
		}
		return true
	})
	return loops
}

// importBlock returns the imports of f that what is kept still uses.
func (sel *selection) importBlock(f *file) string {
	var standard, own []string
	for _, spec := range f.syntax.Imports {
		if !sel.imports[sel.source.imports[spec]] {
			continue
		}
		line := "\t" + spec.Path.Value + "\n"
		if spec.Name != nil {
			line = "\t" + spec.Name.Name + " " + spec.Path.Value + "\n"
		}
		if strings.HasPrefix(spec.Path.Value, `"`+home) {
			own = append(own, line)
		} else {
			standard = append(standard, line)
		}
	}
	switch {
	case len(standard)+len(own) == 0:
		return "\n"
	case len(standard)+len(own) == 1:
		return "\n\nimport " + strings.TrimSpace(strings.Join(append(standard, own...), "")) + "\n"
	}
	return "\n\nimport (\n" + strings.Join(standard, "") + "\n" + strings.Join(own, "") + ")\n"
}

var docLink = regexp.MustCompile(`\[([A-Z]\w*)\]`)

// packageDoc returns the package comment of f without the paragraphs that refer to
// something the handout has not.
func (sel *selection) packageDoc(f *file) string {
	there := map[string]bool{}
	for _, f := range f.pkg.files {
		for _, d := range f.decls {
			for _, name := range d.names() {
				there[name.Name] = there[name.Name] || sel.keep[d]
			}
		}
	}
	doc := string(f.text[sel.fset.Position(f.syntax.Doc.Pos()).Offset:sel.fset.Position(f.syntax.Doc.End()).Offset])
	paragraphs := strings.Split(doc, "\n//\n")
	paragraphs = slices.DeleteFunc(paragraphs, func(p string) bool {
		for _, link := range docLink.FindAllStringSubmatch(p, -1) {
			if !there[link[1]] && !strings.HasPrefix(p, "//\t") { // I_k[Y] is no link
				return true
			}
		}
		return false
	})
	return strings.Join(paragraphs, "\n//\n")
}

// addData adds the files that the tests of p read: every string in them that is
// the path of something in the repository.
func (sel *selection) addData(h handout, p *pkg) error {
	for _, f := range p.files {
		for _, d := range f.decls {
			if !f.test || !sel.keep[d] {
				continue
			}
			var err error
			ast.Inspect(d.node, func(n ast.Node) bool {
				literal, ok := n.(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING || err != nil {
					return true
				}
				if value, e := strconv.Unquote(literal.Value); e == nil && (strings.Contains(value, "testdata/") || strings.Contains(value, "docs/data/")) {
					if i := strings.IndexAny(value, "*?[%"); i >= 0 {
						value = path.Dir(value[:i] + "x")
					}
					err = sel.addTree(h, path.Join(p.dir, value))
				}
				return true
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// addTree adds a file, or a folder with all that is in it.
func (sel *selection) addTree(h handout, name string) error {
	return filepath.WalkDir(filepath.Join(sel.root, filepath.FromSlash(name)), func(where string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		inside, err := filepath.Rel(sel.root, where)
		if err != nil {
			return err
		}
		h[filepath.ToSlash(inside)], err = os.ReadFile(where)
		return err
	})
}

// judge is the file that keeps the tasks of a handout apart. In the repository a
// test that panics may end the run: it is a bug. In a handout it is a task that is
// not done yet.
//
//go:embed judge.txt
var judge string

// rowsForTests is for the tests of other packages in a handout where FromRows is a
// task: they make matrices without it, so that they don't have to wait for it.
const rowsForTests = `package %[1]s

import "%[2]s/matrix"

// fromRows is what FromRows will be, for the tests.
func fromRows(rows [][]float64) *matrix.Matrix {
	n := 0
	for _, row := range rows {
		n = len(row)
	}
	A := matrix.New(len(rows), n)
	for i, row := range rows {
		for j, v := range row {
			A.Set(i, j, v)
		}
	}
	return A
}
`

func (sel *selection) fromRows() *decl {
	if p := sel.packages["matrix"]; p != nil {
		return p.function("FromRows", false)
	}
	return nil
}

// withoutRows reports whether the tests in f have to do without FromRows.
func (sel *selection) withoutRows(f *file) bool {
	return f.pkg.dir != "matrix" && sel.fromRows() != nil && sel.removed[sel.fromRows()] > 0
}

// makesRows reports whether a test of p that is kept makes a matrix of rows, and
// has to do so without FromRows.
func (sel *selection) makesRows(p *pkg) (makes bool) {
	for _, f := range p.files {
		for _, d := range f.decls {
			if !f.test || !sel.keep[d] || !sel.withoutRows(f) {
				continue
			}
			ast.Inspect(d.node, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				makes = makes || ok && sel.declOf[sel.uses[id]] == sel.fromRows()
				return true
			})
		}
	}
	return makes
}
