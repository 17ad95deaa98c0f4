// Command generate writes the SDK for Java with Pulumi's own generator. It is a module of its own, because that generator
// is written against an older schema library than those of the other languages.
//
//	generate <schema.json> <result.json>
//
// The result is one JSON object: language → path → content in base64. It goes into a file, because the generator prints
// warnings of its own.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/pulumi/pulumi-java/pkg/codegen/java"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(schemaFile, resultFile string) error {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		return err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return err
	}
	// No loader: the schema refers to no other package.
	pkg, diagnostics, err := schema.BindSpec(spec, nil)
	if err != nil {
		return err
	}
	if len(diagnostics) > 0 {
		return diagnostics // warnings too: a schema that is not clean is not ours
	}
	files, err := java.GeneratePackage("pulumi-java-gen", pkg, nil, false)
	if err != nil {
		return err
	}
	result, err := json.Marshal(map[string]map[string][]byte{"java": files})
	if err != nil {
		return err
	}
	return os.WriteFile(resultFile, result, 0o644)
}
