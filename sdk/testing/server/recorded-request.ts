import type { RecordedSelector } from "../calls/describe-instances/recorded-selector";
import type { FaultKind } from "../faults/fault-table";

/** The form of a request's signature: the current one, the legacy one, or none. */
export type SignatureForm = "ACS3-HMAC-SHA256" | "HMAC-SHA1" | "none";

/** A request as the emulator records it: without keys and tokens. */
export interface RecordedRequest {
    /** When it arrived: milliseconds since 1970, by the emulator's clock. */
    readonly at: number;
    readonly method: string;
    /** As sent; `undefined` when the request has none. */
    readonly action?: string | undefined;
    /** `""` when the request has none. */
    readonly regionId: string;
    readonly zoneId?: string | undefined;
    readonly clusterId?: string | undefined;
    /** In the order of the request; empty when it has none. For DescribeInstances those of `InstanceIds`. */
    readonly instanceIds: readonly string[];
    /** Only of DescribeInstances: its filters, `{}` when it has none. */
    readonly selector?: RecordedSelector | undefined;
    /** The filter `Status` of DescribeInstances and DescribeInstancesFullStatus. */
    readonly status?: string | undefined;
    /** The filter `HealthStatus` of DescribeInstancesFullStatus. */
    readonly healthStatus?: string | undefined;
    /** Of DescribeInstances, as sent; `undefined` when not sent or not an integer. */
    readonly maxResults?: number | undefined;
    /** Of DescribeInstances: the token of the page before; `undefined` for the first page. */
    readonly nextToken?: string | undefined;
    /** As sent; `undefined` when not sent (ECS then takes 1) or not an integer. */
    readonly pageNumber?: number | undefined;
    /** As sent; `undefined` when not sent (ECS then takes 10) or not an integer. */
    readonly pageSize?: number | undefined;
    /** The form of its signature, whether valid or not. */
    readonly signature: SignatureForm;
    /** The HTTP status of the answer, also when the answer breaks off; 0 as long as no answer has started. */
    readonly httpStatus: number;
    /** ECS's error code in the answer. */
    readonly code?: string | undefined;
    /** The `RequestId` in its answer, where the answer has one. */
    readonly requestId: string;
    /** The fault that affected this request. */
    readonly fault?: FaultKind | undefined;
}
