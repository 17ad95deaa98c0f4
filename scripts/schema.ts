import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema } from "./schema/build-schema";
import { buildOverview } from "./schema/overview";

/** Pulumi's Registry expects the files there. */
const SCHEMA = "provider/cmd/pulumi-resource-alicloud-instance-status/schema.json";
const OVERVIEW = "docs/_index.md";

const write = (file: string, text: string): void => writeFileSync(join(__dirname, "..", file), text);
write(SCHEMA, `${JSON.stringify(buildSchema(), undefined, 4)}\n`);
write(OVERVIEW, buildOverview());
