"use strict";
// Uses what a program and a provider of dynamic resources use, so that its code is compiled.

process.argv[2] = "127.0.0.1:9"; // the engine of the provider, which never calls it
require("@pulumi/pulumi/cmd/dynamic-provider");
require("@pulumi/pulumi")
    .runtime.serializeFunction(() => undefined)
    .then(() => {
        require("@pulumi/pulumi/cmd/run"); // ends the process, because there is no program
    });
