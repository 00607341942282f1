package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// writable finds out, before the work, whether writeFile can write a file. Folders and
// devices are refused: a file renamed over /dev/null would replace it for everybody.
func writable(path string, replace bool) error {
	info, err := os.Lstat(path)
	if err == nil && !replace {
		return fmt.Errorf("%s: there is such a file, and it is not replaced: choose another name, or delete it", path)
	}
	if err == nil && (!info.Mode().IsRegular() || info.Mode()&0o200 == 0) {
		return fmt.Errorf("%s: it is not a file that a page could replace", path)
	}
	err = os.WriteFile(beside(path), nil, 0o666)
	os.Remove(beside(path))
	return plain(path, err)
}

// beside is a new file in path's folder.
func beside(path string) string {
	return filepath.Join(filepath.Dir(path), fmt.Sprintf(".%d.walkthrough.tmp", os.Getpid()))
}

// writeFile writes a file whole: under its name there is what was there before, or
// nothing, until all of it is on disk.
func writeFile(path string, content []byte, replace bool) error {
	if err := writable(path, replace); err != nil {
		return err
	}
	temporary := beside(path)
	defer os.Remove(temporary)
	err := os.WriteFile(temporary, content, 0o666)
	switch {
	case err != nil:
	case replace:
		err = os.Rename(temporary, path)
	default:
		err = os.Link(temporary, path) // fails if there is a file by now
		if _, there := os.Lstat(path); err != nil && there != nil {
			err = os.Rename(temporary, path) // a disk without links
		}
	}
	return plain(path, err)
}

// same reports whether two names are those of one file, which need not be there.
func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return filepath.Clean(a) == filepath.Clean(b) || errX == nil && errY == nil && os.SameFile(x, y)
}

// plain is an error of the operating system or of the parser with the path before
// it, once.
func plain(path string, err error) error {
	if err == nil {
		return nil
	}
	if p := (*os.PathError)(nil); errors.As(err, &p) {
		err = p.Err
	}
	if p := (*os.LinkError)(nil); errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// labelled returns the records of the file with the label of each, separated as they
// were, and a column name if there is a header.
func (d *Data) labelled(Y []int) ([]byte, error) {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.Comma = d.separator
	label, i := "cluster", 0
	for slices.Contains(d.head, label) {
		label += "_"
	}
	if d.head != nil {
		i = -1
	}
	err := d.each(func(_ int, record []string) error {
		if i >= 0 {
			label = strconv.Itoa(Y[i])
		}
		i++
		return out.Write(append(record, label))
	})
	out.Flush()
	return b.Bytes(), err
}
