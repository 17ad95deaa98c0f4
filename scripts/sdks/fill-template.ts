import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Reads a file of `templates` and replaces each `{{name}}` in it by the value of that name. */
export function fillTemplate(file: string, values: Readonly<Record<string, string>>): string {
    return readFileSync(join(__dirname, "templates", file), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined) {
            throw new Error(`templates/${file}: unknown value ${name}`);
        }
        return value;
    });
}
