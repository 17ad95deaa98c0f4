import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { EcsApiError } from "../../errors/ecs-api-error";

/** One profile of the aliyun CLI's file; the names are the file's. */
export interface Profile {
    readonly name: string;
    /** Missing in a file that was written by hand or incompletely. */
    readonly mode?: string;
    readonly access_key_id?: string;
    readonly access_key_secret?: string;
    readonly sts_token?: string;
    readonly ram_role_arn?: string;
    readonly ram_session_name?: string;
    readonly ram_role_name?: string;
    readonly policy?: string;
    readonly external_id?: string;
    readonly expired_seconds?: number;
    readonly region_id?: string;
}

/** A path as a shell reads it: a leading `~/` is the home folder. */
export function withHomeFolder(path: string): string {
    return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}

/** The file that the aliyun CLI keeps its profiles in. */
export function defaultProfileFile(): string {
    return join(homedir(), ".aliyun", "config.json");
}

/**
 * Reads a profile. The content of the file is never part of an error, because it holds keys.
 *
 * @param name - of the profile. Default: the current profile of the file
 * @returns undefined when the file does not exist and no name is given
 * @throws EcsApiError of kind `credentials`
 */
export function readProfile(file: string, name: string | undefined): Profile | undefined {
    const content = readJson(file);
    if (content === undefined) {
        if (name === undefined) {
            return undefined;
        }
        throw profileError("ProfileNotFound", `the profile "${name}" was asked for, but there is no file ${file}`);
    }
    const { current, profiles } = content as { current?: unknown; profiles?: unknown };
    const wanted = name ?? (typeof current === "string" && current !== "" ? current : undefined);
    const list = Array.isArray(profiles) ? (profiles as unknown[]).filter(isProfile) : [];
    const profile = list.find((one) => one.name === wanted);
    if (profile === undefined && name !== undefined) {
        const names = list.map((one) => one.name).join(", ");
        throw profileError(
            "ProfileNotFound",
            `${file} has no profile "${name}"${names === "" ? "" : ` (it has ${names})`}`,
        );
    }
    return profile;
}

function readJson(file: string): object | undefined {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        if ((error as { code?: string }).code === "ENOENT") {
            return undefined;
        }
        throw profileError(
            "ProfileUnreadable",
            `${file} cannot be read (${String((error as { code?: string }).code)})`,
        );
    }
    let content: unknown;
    try {
        content = JSON.parse(text.replace(/^\uFEFF/, "")); // some editors on Windows write it
    } catch {
        content = undefined; // the parser's own text quotes the file
    }
    if (typeof content !== "object" || content === null) {
        throw profileError("ProfileUnreadable", `${file} is not the JSON that the aliyun CLI writes`);
    }
    return content;
}

function isProfile(value: unknown): value is Profile {
    return typeof value === "object" && value !== null && typeof (value as Partial<Profile>).name === "string";
}

function profileError(code: string, message: string): EcsApiError {
    return new EcsApiError({ code, kind: "credentials", message, hint: "check `profile` and `sharedCredentialsFile`" });
}
