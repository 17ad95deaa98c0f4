import type { FaultKind } from "../faults/fault";

/** Which form a request is signed in: the current one, the legacy one, or not at all. */
export type SignatureForm = "ACS3-HMAC-SHA256" | "HMAC-SHA1" | "none";

/** What the emulator keeps of a request: enough to count and compare, no key and no token. */
export interface RecordedRequest {
    /** When it arrived: milliseconds since 1970, by the emulator's clock. */
    readonly at: number;
    readonly method: string;
    /** As asked for; `undefined` when the request names none. */
    readonly action?: string | undefined;
    /** `""` when the request names none. */
    readonly regionId: string;
    readonly zoneId?: string | undefined;
    readonly clusterId?: string | undefined;
    /** In the order in which they were asked for; empty when the request names none. */
    readonly instanceIds: readonly string[];
    /** As sent; `undefined` when not sent (ECS then takes 1) or when it is no whole number. */
    readonly pageNumber?: number | undefined;
    /** As sent; `undefined` when not sent (ECS then takes 10) or when it is no whole number. */
    readonly pageSize?: number | undefined;
    /** The form of its signature, which need not be right. */
    readonly signature: SignatureForm;
    /** That of the answer, even if it breaks off; 0 while there is none, and for ever if there never was one. */
    readonly httpStatus: number;
    /** ECS's error code in the answer. */
    readonly code?: string | undefined;
    /** The `RequestId` of its answer, if that shows one. */
    readonly requestId: string;
    /** The fault that took this request. */
    readonly fault?: FaultKind | undefined;
}
