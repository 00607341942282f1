package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
)

// checkLabels finds out whether the labels can be written, before the work.
func checkLabels(path, page string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: there is such a file, and it is not replaced: choose another name, or delete it", path)
	}
	if path == page {
		return fmt.Errorf("%s: -o names the same file", path)
	}
	return creatable(path)
}

// writeLabels writes the records of the input with the label of each, separated as
// the input is, and a column name if the input has a header. It takes no
// other file's place.
func writeLabels(path string, d *Data, Y []int) error {
	content, err := d.labelled(Y)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return plain(path, err)
	}
	f.Close() // the name is ours
	if err = writeFile(path, content); err != nil {
		os.Remove(path)
	}
	return err
}

func (d *Data) labelled(Y []int) ([]byte, error) {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.Comma = d.separator
	if d.head != nil {
		name := "cluster"
		for slices.Contains(d.head, name) {
			name += "_"
		}
		out.Write(append(d.head, name))
	}
	for i, record := range d.records {
		out.Write(append(record, strconv.Itoa(Y[i])))
	}
	out.Flush()
	return b.Bytes(), out.Error()
}
