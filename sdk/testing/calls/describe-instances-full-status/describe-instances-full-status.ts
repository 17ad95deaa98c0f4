import { INSTANCE_ID } from "../../instances/ids";
import { missing } from "../../server/api-error";
import type { Operation } from "../operation";
import { invalid, optional, passesFilter, readChoice, readListFilter, readPager, readRegionId } from "../parameters";
import { readEventFilter } from "./event-filter";
import { fullStatusRow } from "./full-status-row";

const STATUSES = ["Starting", "Running", "Stopped"];
/** The present document lacks Ok; older ones list it as OK, and their samples have Ok. */
const HEALTHS = ["Ok", "OK", "Impaired", "Warning", "Maintaining", "Initializing", "InsufficientData", "NotApplicable"];

/** Status, health and scheduled system events. Ids that do not exist are left out; the rows are sorted by id. */
export const describeInstancesFullStatus: Operation = {
    action: "DescribeInstancesFullStatus",
    errors: {
        403: {
            InstanceIdLimitExceeded: "The amount of InstanceId specified exceeds limit 100.",
            EventIdLimitExceeded: "The amount of EventId specified exceeds limit 100.",
            InvalidParameter: "The Parameter provided is not valid.",
            // the texts of these two are not documented
            "InvalidParameter.TimeEndBeforeStart": "The end time cannot be earlier than the start time.",
            "OperationDenied.NotInWhiteList": "The operation is denied: the account is not in the whitelist.",
        },
        404: { MissingParameter: missing("RegionId") },
    },
    record: (parameters) => ({
        status: optional(parameters, "Status"),
        healthStatus: optional(parameters, "HealthStatus"),
    }),
    answer(parameters, registry, now) {
        const regionId = readRegionId(parameters, "MissingParameter");
        const instanceIds = readListFilter(parameters, "InstanceId", 100, "InstanceIdLimitExceeded");
        if (instanceIds?.every(INSTANCE_ID.accepts) === false) {
            throw invalid("InstanceId");
        }
        const pager = readPager(parameters, 100);
        const status = readChoice(parameters, "Status", STATUSES);
        const health = readChoice(parameters, "HealthStatus", HEALTHS);
        const eventFilter = readEventFilter(parameters);
        const found = registry
            .observe({ regionId, instanceIds }, now)
            .filter((observed) => passesFilter(status, observed.status) && passesFilter(health, observed.health))
            .map((observed) => ({ ...observed, events: observed.events.filter(eventFilter.matches) }))
            .filter(({ events }) => !eventFilter.isSelective || events.length > 0);
        const { rows, figures } = pager(found);
        return { ...figures, InstanceFullStatusSet: { InstanceFullStatusType: rows.map(fullStatusRow) } };
    },
};
