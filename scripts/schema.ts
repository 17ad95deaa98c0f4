import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema } from "./schema/build-schema";

/** Where Pulumi's Registry looks for it. */
const FILE = join(__dirname, "../provider/cmd/pulumi-resource-alicloud-instance-status/schema.json");

writeFileSync(FILE, `${JSON.stringify(buildSchema(), undefined, 4)}\n`);
