//go:build tools

// Package requirements imports what the generated SDK imports, so that `go mod tidy` pins it here. `make sdks` copies the
// pins, under the SDK's own module path.
package requirements

import (
	_ "github.com/blang/semver"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi/internals"
)
