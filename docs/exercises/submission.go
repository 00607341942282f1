package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/build"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A submission is what a student has handed in.
type submission struct {
	student string
	files   []file
}

// A file has its path in folders and zip files. If it is Go it has its text, or a note
// why it is left out.
type file struct{ name, text, note string }

// exported finds the student in the names that Moodle and Canvas give to what they
// export: Anna Muster_1234567_assignsubmission_file_…, muster_LATE_12345_678901_….
var exported = regexp.MustCompile(`^(.+?_\d+)_(?:assignsubmission_[a-z]+_?|\d{3,}_)(.*)$`)

// submissionsIn reads the folders and files that are given. Each is a submission, or has
// those of a class as Moodle and Canvas export them.
func submissionsIn(given []string) (all []*submission, err error) {
	together := true // in one folder, whose name says nothing
	for i, name := range given {
		if _, err := os.Stat(name); err != nil {
			return nil, fmt.Errorf("nothing was graded: %w", err)
		}
		if given[i], err = filepath.Abs(name); err != nil {
			return nil, err
		}
		together = together && filepath.Dir(given[i]) == filepath.Dir(given[0])
	}
	of := map[string]*submission{}
	for _, name := range given {
		files := read(os.DirFS(filepath.Dir(name)), filepath.Base(name), 0)
		class := slices.ContainsFunc(files, func(f file) bool { student, _ := f.student(); return student != "" })
		if together {
			name = filepath.Base(name)
		}
		for _, f := range append(files, file{}) { // an empty folder is a submission, too
			student, inside := f.student()
			if class && student == "" && f.text == "" {
				continue // it is the export's, not a student's
			}
			student = cmp.Or(student, name)
			if of[student] == nil {
				of[student] = &submission{student: student}
				all = append(all, of[student])
			}
			if f.name = inside; inside != "" {
				of[student].files = append(of[student].files, f)
			}
		}
	}
	return all, nil
}

// student returns the student that the path of an exported file names, or "", and the path
// from there on.
func (f file) student() (student, inside string) {
	parts := strings.Split(f.name, "/")
	for i, part := range parts {
		if found := exported.FindStringSubmatch(part); found != nil {
			return found[1], path.Join(found[2], path.Join(parts[i+1:]...))
		}
	}
	return "", f.name
}

var hidden = regexp.MustCompile(`(^|/)(\.[^/]|testdata/|vendor/)`)

// read lists the files at root and those in zip files there, depth zip files deep.
func read(from fs.FS, root string, depth int) (files []file) {
	fs.WalkDir(from, root, func(name string, entry fs.DirEntry, err error) error {
		f, text := file{name: name}, []byte(nil)
		switch {
		case err != nil:
		case entry.IsDir() || hidden.MatchString(strings.TrimPrefix(name, root)):
			return nil
		case entry.Type()&fs.ModeSymlink != 0 && name != root:
			f.note = "a link"
		case strings.EqualFold(path.Ext(name), ".zip") && depth < 3:
			var inside *zip.Reader
			if text, err = readFile(from, name); err == nil {
				inside, err = zip.NewReader(bytes.NewReader(text), int64(len(text)))
			}
			if err == nil {
				for _, g := range inside.File {
					g.Name = strings.ReplaceAll(strings.ToValidUTF8(g.Name, "_"), `\`, "/") // Windows writes ä and / as it likes
				}
				for _, g := range read(inside, ".", depth+1) {
					g.name = path.Join(name, g.name)
					files = append(files, g)
				}
				return nil
			}
		case path.Ext(name) == ".go":
			text, err = readFile(from, name)
			f.text = string(text)
		}
		if err != nil {
			f.note = err.Error()
		}
		files = append(files, f)
		return nil
	})
	return files
}

// readFile reads a file of a size that a submission can have.
func readFile(from fs.FS, name string) ([]byte, error) {
	if info, err := fs.Stat(from, name); err != nil || info.Size() > 32<<20 {
		return nil, cmp.Or(err, errors.New("more than 32 MB"))
	}
	return fs.ReadFile(from, name)
}

// leftOut says why Go does not take a file, or "".
func (f file) leftOut() string {
	base, context := path.Base(f.name), build.Default
	context.CgoEnabled = false
	context.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(f.text)), nil }
	matches, err := context.MatchFile("", base)
	switch {
	case f.text == "":
		return f.note
	case strings.HasSuffix(base, "_test.go"):
		return "a test"
	case !matches && err == nil:
		return "which Go leaves out because of its name or a build tag"
	}
	return ""
}

// with puts the Go files of a submission into the handout: those of a package with tasks
// into its folder, wherever they were, and those of packages of the student's own each into
// a folder beside it. A package that was given is taken from the handout, and so is what a
// package with tasks lacks. For each task that is not there it says so.
func (h handout) with(files []file, tasks []task) (work handout, lacks map[string]string) {
	work, lacks = handout{}, map[string]string{}
	from, own := map[string]file{}, map[string]string{}   // by the path in work; the folders of own packages
	ours, written := map[string]bool{}, map[string]bool{} // "matrix" and "README.md"; "pointwise.Score" and "pointwise"
	for name := range h {
		base := path.Base(name)
		ours[path.Dir(name)] = true
		ours[base] = path.Ext(base) != ".go" || strings.HasSuffix(base, "_test.go")
	}
	broken := map[string]bool{} // by the package: the compiler says it better
	var left, there []string    // what else is in the submission
	for _, f := range files {
		code, base, note := sourceOf(f.text, nil), path.Base(f.name), f.leftOut()
		pkg := cmp.Or(code.pkg, strings.TrimSuffix(base, ".go")) // of a file that does not compile
		target := pkg + "/" + base
		switch mine := slices.Contains(dirs(tasks), pkg); {
		case ours[base]:
			continue
		case note != "":
			left = append(left, base+", "+note)
			continue
		case f.text == "":
			there = append(there, base)
			continue
		case mine:
			written[pkg] = true
			broken[pkg] = broken[pkg] || code.broken
			for _, d := range code.declarations {
				written[pkg+"."+d.name] = true
			}
		default:
			if there = append(there, "package "+pkg); ours[pkg] {
				continue
			}
			dir := path.Dir(f.name)
			own[dir] = cmp.Or(own[dir], fmt.Sprint("own", len(own)))
			target = own[dir] + "/" + base
		}
		if other, is := from[target]; is && other.text != f.text {
			for _, t := range tasks {
				if t.Dir() == pkg {
					lacks[t.Name] = fmt.Sprintf("there are two files %s: %s and %s", target, other.name, f.name)
				}
			}
		}
		from[target] = f
	}
	for name, text := range h {
		if dir, base := path.Split(name); !ours[base] && slices.Contains(dirs(tasks), path.Clean(dir)) {
			text = sourceOf(text, nil).only(func(name string) bool { return !written[path.Clean(dir)+"."+name] })
			name = dir + "given_" + base
		}
		if text != "" {
			work[name] = text
		}
	}
	for target, f := range from {
		for _, quoted := range sourceOf(f.text, nil).imports {
			f.text = strings.ReplaceAll(f.text, quoted, strconv.Quote(moved(strings.Trim(quoted, `"`), ours, own)))
		}
		work[target] = f.text
	}
	for _, t := range tasks {
		switch name := strings.NewReplacer("(*", "", ")", "").Replace(t.Function()); { // "matrix.Matrix.T"
		case written[name] || broken[t.Dir()] || lacks[t.Name] != "":
		case written[t.Dir()]:
			lacks[t.Name] = "there is no function " + t.Short() + list("; left out: ", left)
		default:
			lacks[t.Name] = "no Go file here is of package " + t.Dir() + " (is it another sheet, -set?)" +
				list("; there is ", slices.Concat(left, there))
		}
	}
	return work, lacks
}

// moved returns where a package is that a submission imports by another module's name: a
// package of the handout, or one of the student's own, whose folder ends as the import does.
func moved(imported string, ours map[string]bool, own map[string]string) string {
	_, err := os.Stat(filepath.Join(build.Default.GOROOT, "src", imported))
	for tail, deeper := imported, err != nil; deeper; {
		if _, tail, deeper = strings.Cut(tail, "/"); deeper && ours[tail] {
			return lab + "/" + tail
		}
		for _, dir := range slices.Sorted(maps.Keys(own)) {
			if deeper && strings.HasSuffix("/"+dir, "/"+tail) {
				return lab + "/" + own[dir]
			}
		}
	}
	return imported
}

// list is for a message: the first three.
func list(begin string, what []string) string {
	if what = slices.Compact(slices.Sorted(slices.Values(what))); len(what) == 0 {
		return ""
	}
	return begin + strings.Join(what[:min(3, len(what))], "; ")
}
