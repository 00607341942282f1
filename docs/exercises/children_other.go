//go:build !unix

package main

import (
	"context"
	"os/exec"
)

// confined returns a command, and end, which ends it: only Unix has process groups.
func confined(ctx context.Context, name string, args ...string) (command *exec.Cmd, end func() error) {
	command = exec.CommandContext(ctx, name, args...)
	return command, func() error { return command.Process.Kill() }
}
