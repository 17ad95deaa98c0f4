import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../../provider/version";
import { ENGINE_VERSION, REPOSITORY } from "../../../scripts/engine/places";
import { HOST_VERSIONS } from "../../../scripts/from-source/ensure-language-host";

const read = (file: string): string => readFileSync(join(REPOSITORY, file), "utf8");

describe("versions that are written in several places", () => {
    const ofPulumi: [file: string, pattern: RegExp][] = [
        ["scripts/from-source/engine/go.mod", /pulumi\/pkg\/v3 (\S+)/],
        ["scripts/sdks/generators/pulumi/go.mod", /pulumi\/pkg\/v3 (\S+)/],
        ["scripts/sdks/go-requirements/go.mod", /pulumi\/sdk\/v3 (\S+)/],
        ["examples/native/go/go.mod", /pulumi\/sdk\/v3 (\S+)/],
        ["tests/sdks/python/requirements.txt", /^pulumi==(\S+)/m],
    ];
    for (const [file, pattern] of ofPulumi) {
        it(`${file} pins Pulumi at the version of the engine`, () => {
            assert.equal(pattern.exec(read(file))?.[1]?.replace(/^v?/, "v"), ENGINE_VERSION);
        });
    }

    for (const [language, version] of Object.entries(HOST_VERSIONS)) {
        it(`the language host for ${language} is the version that it says it is`, () => {
            const pinned = /pulumi-(?:yaml|java\/pkg) (\S+)/.exec(read(`scripts/from-source/${language}/go.mod`))?.[1];
            assert.equal(pinned, version);
        });
    }

    it("the SDK for Java is generated for the host for Java", () => {
        const pinned = /pulumi-java\/pkg (\S+)/.exec(read("scripts/sdks/generators/java/go.mod"))?.[1];
        assert.equal(pinned, HOST_VERSIONS.java);
    });

    const ofThisPackage: [file: string, pattern: RegExp][] = [
        ["nodejs/package.json", /"pulumi-alicloud-instance-status-native": "(.+)"/],
        ["python/requirements.txt", /pulumi_alicloud_instance_status==(\S+)/],
        ["go/go.mod", /example\.com\S+ v(\S+)/],
        ["java/pom.xml", /<artifactId>alicloud-instance-status<\/artifactId>\s*<version>(.+)<\/version>/],
        ["dotnet/InstanceStatusQuickstart.csproj", /"Pulumi\.AlicloudInstanceStatus" Version="(.+)"/],
    ];
    for (const [file, pattern] of ofThisPackage) {
        it(`examples/native/${file} asks for this version of the SDK`, () => {
            assert.equal(pattern.exec(read(`examples/native/${file}`))?.[1], VERSION);
        });
    }
});
