package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// write writes files under new names and calls then; if all goes well, they get their own
// names, and else there is what there was before.
func write(files map[string][]byte, then func() error) error {
	drafts := map[string]string{}
	for path, content := range files {
		info, err := os.Lstat(path)
		switch {
		case err == nil && !strings.HasSuffix(path, ".html"):
			return fmt.Errorf("%s: there is such a file, and it is not replaced: choose another name, or delete it", path)
		case err == nil && (!info.Mode().IsRegular() || info.Mode()&0o200 == 0): // a device, or protected
			return fmt.Errorf("%s: it is not a file that a page could replace", path)
		}
		f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
		if err != nil {
			return plain(path, err)
		}
		defer os.Remove(f.Name()) // unless it has its own name by then
		drafts[path] = f.Name()
		_, err = f.Write(content)
		if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
			return plain(path, err)
		}
	}
	if err := then(); err != nil {
		return err
	}
	for path, draft := range drafts {
		if err := os.Rename(draft, path); err != nil {
			return plain(path, err)
		}
	}
	return nil
}

// plain is an error with what it is about before it, once.
func plain(what string, err error) error {
	if p := (*os.PathError)(nil); errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", what, err)
}
