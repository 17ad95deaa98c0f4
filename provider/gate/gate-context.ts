import type { SettingSources } from "../ecs/connection-settings";

/** What a gate may say while it works. Nothing of it may ever fail or delay the gate. */
export interface GateLog {
    /** One line in the gate's own row, replaced by the next. */
    progress(text: string): void;
    info(text: string): void;
    warn(text: string): void;
}

/** What a gate needs of the one who runs it: a dynamic provider, or a plugin. */
export interface GateContext {
    readonly sources: SettingSources;
    readonly log: GateLog;
    /** Whether a value is not known yet, in a preview. */
    readonly isUnknown: (value: unknown) => boolean;
    readonly signal?: AbortSignal | undefined;
}

/** Break glass: gates do not wait, they warn and say that they are not satisfied. */
export function skipsWait({ sources }: GateContext): boolean {
    const value = sources.config?.("alicloud-instance-status:skipWait");
    return value === "true";
}
