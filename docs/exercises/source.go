package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// home is the module that handouts are made from.
const home = "example.com/kmeans-by-hand"

// A source is the repository as far as handouts need it: packages with their
// tests, parsed, and every name in them resolved to its declaration.
type source struct {
	root     string
	fset     *token.FileSet
	uses     map[*ast.Ident]types.Object
	imports  map[*ast.ImportSpec]types.Object
	packages map[string]*pkg // by folder
	declOf   map[types.Object]*decl
	methods  map[string][]*decl // by name
}

// A pkg is a folder of Go files: a package, and the tests beside it.
type pkg struct {
	dir   string // "matrix"
	types *types.Package
	files []*file
}

type file struct {
	pkg    *pkg
	name   string // "dot.go"
	test   bool
	text   []byte
	syntax *ast.File
	decls  []*decl
}

// A decl is a declaration at the top level: a function, or a group of types,
// constants or variables.
type decl struct {
	file *file
	node ast.Decl
}

// open reads the module at root. Packages are read when they are first needed.
func open(root string) (*source, error) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil || !strings.HasPrefix(string(text), "module "+home+"\n") {
		return nil, fmt.Errorf("no go.mod with the line %q here: run it from the root of the repository", "module "+home)
	}
	return &source{
		root:     root,
		fset:     token.NewFileSet(),
		uses:     map[*ast.Ident]types.Object{},
		imports:  map[*ast.ImportSpec]types.Object{},
		packages: map[string]*pkg{},
		declOf:   map[types.Object]*decl{},
		methods:  map[string][]*decl{},
	}, nil
}

// load reads the package in the folder dir, its tests, and what they import of
// this module.
//
// The standard library is not read: to find out which declaration a name of this
// module stands for, it is not needed, and so the errors of the type checker
// mean nothing. Code that does not compile is reported by the compiler.
func (s *source) load(dir string) (*pkg, error) {
	if p := s.packages[dir]; p != nil {
		return p, nil
	}
	where := filepath.Join(s.root, filepath.FromSlash(dir))
	found, err := build.ImportDir(where, 0)
	if err != nil {
		return nil, err
	}
	p := &pkg{dir: dir}
	s.packages[dir] = p
	own, err := s.parse(p, where, found.GoFiles, false)
	if err != nil {
		return nil, err
	}
	inside, err := s.parse(p, where, found.TestGoFiles, true)
	if err != nil {
		return nil, err
	}
	outside, err := s.parse(p, where, found.XTestGoFiles, true)
	if err != nil {
		return nil, err
	}
	p.types = s.check(home+"/"+dir, append(own, inside...))
	s.check(home+"/"+dir+"_test", outside)
	return p, nil
}

func (s *source) parse(p *pkg, where string, names []string, test bool) ([]*ast.File, error) {
	var files []*ast.File
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(where, name))
		if err != nil {
			return nil, err
		}
		syntax, err := parser.ParseFile(s.fset, path.Join(p.dir, name), text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		f := &file{pkg: p, name: name, test: test, text: text, syntax: syntax}
		for _, node := range syntax.Decls {
			if group, ok := node.(*ast.GenDecl); !ok || group.Tok != token.IMPORT {
				f.decls = append(f.decls, &decl{f, node})
			}
		}
		p.files = append(p.files, f)
		files = append(files, syntax)
	}
	return files, nil
}

// check resolves the names in files, which are one package.
func (s *source) check(importPath string, files []*ast.File) *types.Package {
	info := types.Info{
		Defs:      map[*ast.Ident]types.Object{},
		Uses:      s.uses,
		Implicits: map[ast.Node]types.Object{},
	}
	config := types.Config{Importer: s, Error: func(error) {}}
	checked, _ := config.Check(importPath, s.fset, files, &info)

	for node, object := range info.Implicits {
		if spec, ok := node.(*ast.ImportSpec); ok {
			s.imports[spec] = object
		}
	}
	for _, syntax := range files {
		for _, spec := range syntax.Imports {
			if spec.Name != nil {
				s.imports[spec] = info.Defs[spec.Name]
			}
		}
	}
	for _, p := range s.packages {
		for _, f := range p.files {
			for _, d := range f.decls {
				for _, name := range d.names() {
					if object := info.Defs[name]; object != nil {
						s.declOf[object] = d
						if isMethod(d.node) {
							s.methods[name.Name] = append(s.methods[name.Name], d)
						}
					}
				}
			}
		}
	}
	return checked
}

// Import implements [types.Importer]. A package of the standard library is only a
// name: the last element of its path that is not a version.
func (s *source) Import(importPath string) (*types.Package, error) {
	if dir, ok := strings.CutPrefix(importPath, home+"/"); ok {
		p, err := s.load(dir)
		if err != nil {
			return nil, err
		}
		if p.types == nil {
			return nil, errors.New("import cycle")
		}
		return p.types, nil
	}
	name := path.Base(importPath)
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		name = path.Base(path.Dir(importPath))
	}
	return types.NewPackage(importPath, name), errors.New("not read")
}

// names returns the names that d declares.
func (d *decl) names() []*ast.Ident {
	var names []*ast.Ident
	switch node := d.node.(type) {
	case *ast.FuncDecl:
		names = append(names, node.Name)
	case *ast.GenDecl:
		for _, spec := range node.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, spec.Name)
			case *ast.ValueSpec:
				names = append(names, spec.Names...)
			}
		}
	}
	return names
}

func isMethod(node ast.Decl) bool {
	f, ok := node.(*ast.FuncDecl)
	return ok && f.Recv != nil
}

// function finds a function by its name, or a method by "(*T).Name"; a test, if
// test is set.
func (p *pkg) function(name string, test bool) *decl {
	for _, f := range p.files {
		for _, d := range f.decls {
			if node, ok := d.node.(*ast.FuncDecl); ok && f.test == test && funcName(node) == name {
				return d
			}
		}
	}
	return nil
}

func funcName(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	switch of := f.Recv.List[0].Type.(type) {
	case *ast.StarExpr:
		return fmt.Sprintf("(*%s).%s", of.X, f.Name.Name)
	default:
		return fmt.Sprintf("%s.%s", of, f.Name.Name)
	}
}

// A selection is what a handout takes over: declarations, whole or, for the
// tasks, without the body.
type selection struct {
	*source
	keep    map[*decl]bool
	removed map[*decl]int // the tasks that are to be written, with their numbers
	known   map[*decl]bool
	imports map[types.Object]bool // used by what is kept
	queue   []*decl
}

// choose selects the tasks with their tests, and from there all that they need.
func (s *source) choose(tasks []task, solutions bool) (*selection, error) {
	sel := &selection{s, map[*decl]bool{}, map[*decl]int{}, map[*decl]bool{}, map[types.Object]bool{}, nil}
	for _, t := range allTasks {
		if p, err := s.load(t.dir()); err != nil {
			return nil, err
		} else if d := p.function(t.function(), false); d != nil {
			sel.known[d] = true
		}
	}
	for i, t := range tasks {
		p := s.packages[t.dir()]
		d := p.function(t.function(), false)
		if d == nil {
			return nil, fmt.Errorf("%s: there is no such function in ./%s", t.name, t.dir())
		}
		if !solutions {
			sel.removed[d] = i + 1
		}
		sel.add(d)
		for _, name := range t.tests() {
			test := p.function(name, true)
			if test == nil {
				return nil, fmt.Errorf("%s: there is no %s in ./%s", t.name, name, t.dir())
			}
			sel.add(test)
		}
	}
	for len(sel.queue) > 0 {
		d := sel.queue[0]
		sel.queue = sel.queue[1:]
		sel.follow(d)
	}
	return sel, nil
}

func (sel *selection) add(d *decl) {
	if d != nil && !sel.keep[d] {
		sel.keep[d] = true
		sel.queue = append(sel.queue, d)
	}
}

// follow adds what d needs.
func (sel *selection) follow(d *decl) {
	switch node := d.node.(type) {
	case *ast.FuncDecl:
		if sel.removed[d] == 0 {
			sel.walk(node)
			break
		}
		sel.walk(node.Type)
		if node.Recv != nil {
			sel.walk(node.Recv)
		}
		// The student may use what the author used, if the slides have a name for
		// it; what else only the author used is his solution, and goes.
		ast.Inspect(node.Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if used := sel.declOf[sel.uses[id]]; used != nil && sel.known[used] {
					sel.add(used)
				}
			}
			return true
		})
	case *ast.GenDecl:
		sel.walk(node)
		for _, spec := range node.Specs {
			if spec, ok := spec.(*ast.TypeSpec); ok {
				sel.addWithType(d, spec.Name.Name)
			}
		}
	}
}

// addWithType adds what `go doc` lists under a type: exported methods, and
// exported functions that return it. A matrix without them is of no use.
func (sel *selection) addWithType(typed *decl, name string) {
	for _, f := range typed.file.pkg.files {
		if f.test && f != typed.file {
			continue
		}
		for _, d := range f.decls {
			node, ok := d.node.(*ast.FuncDecl)
			if !ok || !node.Name.IsExported() {
				continue
			}
			belongs := false
			if node.Recv != nil {
				belongs = baseName(node.Recv.List[0].Type) == name
			} else if node.Type.Results != nil {
				for _, result := range node.Type.Results.List {
					belongs = belongs || baseName(result.Type) == name
				}
			}
			if belongs {
				sel.add(d)
			}
		}
	}
}

// baseName returns T for T and *T.
func baseName(e ast.Expr) string {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func left(e *ast.SelectorExpr) *ast.Ident {
	id, _ := e.X.(*ast.Ident)
	return id
}

func (sel *selection) walk(node ast.Node) {
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			object := sel.uses[n]
			if f, ok := object.(*types.Func); ok {
				object = f.Origin()
			}
			if _, ok := object.(*types.PkgName); ok {
				sel.imports[object] = true
			}
			sel.add(sel.declOf[object])
		case *ast.SelectorExpr:
			// A method of something that the standard library returned: the type
			// is not known here, so any method of that name may be meant.
			if _, ok := sel.uses[left(n)].(*types.PkgName); !ok && sel.uses[n.Sel] == nil {
				for _, d := range sel.methods[n.Sel.Name] {
					sel.add(d)
				}
			}
		}
		return true
	})
}
