// Stands for the CLI where no language host for Go is to be had: runs the program through the Automation API.
//
//	driver [flags of the CLI] preview|up|refresh|destroy
//
// The quickstart is copied beside this file, without its main function.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optdestroy"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optpreview"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optrefresh"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
)

func main() {
	passOnInterrupts()
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(255)
	}
}

// passOnInterrupts sends the first Ctrl-C to the CLI, which is in the same process group.
func passOnInterrupts() {
	interrupts := make(chan os.Signal, 2)
	signal.Notify(interrupts, syscall.SIGINT)
	go func() {
		<-interrupts
		_ = syscall.Kill(0, syscall.SIGINT)
	}()
}

func run(ctx context.Context) error {
	folder, err := os.Getwd()
	if err != nil {
		return err
	}
	stack, err := auto.SelectStackInlineSource(ctx, "dev", "engine-test", quickstart, auto.WorkDir(folder))
	if err != nil {
		return err
	}
	has := func(command string) bool { return slices.Contains(os.Args[1:], command) }
	switch {
	case has("preview"):
		_, err = stack.Preview(ctx, optpreview.ProgressStreams(os.Stdout), optpreview.ErrorProgressStreams(os.Stderr), optpreview.Color("never"))
	case has("up"):
		_, err = stack.Up(ctx, optup.ProgressStreams(os.Stdout), optup.ErrorProgressStreams(os.Stderr), optup.Color("never"))
	case has("refresh"):
		_, err = stack.Refresh(ctx, optrefresh.ProgressStreams(os.Stdout), optrefresh.ErrorProgressStreams(os.Stderr), optrefresh.Color("never"))
	case has("destroy"):
		_, err = stack.Destroy(ctx, optdestroy.ProgressStreams(os.Stdout), optdestroy.ErrorProgressStreams(os.Stderr), optdestroy.Color("never"))
	default:
		err = fmt.Errorf("no command among %v", os.Args[1:])
	}
	return err
}
