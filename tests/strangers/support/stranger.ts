import type { SignatureForm } from "../../../sdk/testing";
import type { Driver } from "./driver";

/** A client that nobody here wrote, and one way in which it can be used. */
export interface Stranger {
    readonly name: string;
    /** What its driver calls it. */
    readonly task: string;
    readonly signature: SignatureForm;
    readonly method: "GET" | "POST";
    /** Only for a client that lets its user choose. */
    readonly choices?: { readonly method?: "GET" | "POST"; readonly format?: "JSON" | "XML" };
    /** Some clients compare the string that is echoed with their own, and then know better than ECS what is wrong. */
    readonly wrongSecret?: { readonly code?: string; readonly recommend?: RegExp };
    readonly start: () => Promise<Driver>;
}

/** What is asked for; what is left out is not sent. */
export interface Parameters {
    /** Default: DescribeInstanceStatus. */
    readonly action?: string;
    readonly regionId?: string;
    readonly zoneId?: string;
    readonly clusterId?: string;
    readonly pageNumber?: number;
    readonly pageSize?: number;
    readonly instanceIds?: readonly string[];

    /** Of DescribeInstancesFullStatus and DescribeInstances. */
    readonly status?: string;

    readonly healthStatus?: string;
    readonly eventIds?: readonly string[];
    readonly eventTypes?: readonly string[];
    readonly notBeforeStart?: string;
    readonly notBeforeEnd?: string;

    readonly tags?: Readonly<Record<string, string>>;
    readonly vpcId?: string;
    readonly vswitchId?: string;
    readonly securityGroupId?: string;
    readonly resourceGroupId?: string;
    readonly instanceName?: string;
    readonly maxResults?: number;
    readonly nextToken?: string;
}

/** What the client made of the answer, in its own types: one of the members. */
export interface Outcome {
    readonly answer?: {
        readonly requestId: string;
        readonly pageNumber: number;
        readonly pageSize: number;
        readonly totalCount: number;
        /** Only of DescribeInstances. */
        readonly nextToken?: string;
        /**
         * Of DescribeInstanceStatus id and status; of DescribeInstancesFullStatus also health and events, each with id,
         * type, time and reason; of DescribeInstances id, status, tags, name, zone, VPC, vSwitch, security groups and
         * resource group.
         */
        readonly rows: readonly (readonly unknown[])[];
    };
    readonly error?: {
        readonly kind: string;
        readonly code: string;
        readonly message: string;
        readonly httpStatus: number;
        readonly requestId: string;
        readonly recommend?: string;
        readonly retryAfterMs?: number | null;
    };
    /** Neither an answer nor an error of ECS: in the client's words. */
    readonly failure?: string;
}
