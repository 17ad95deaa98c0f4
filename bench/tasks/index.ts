import { alreadyRunning, oneTurn } from "./already-running";
import { faults } from "./faults";
import { largeFleet } from "./large-fleet";
import { largeSet } from "./large-set";
import { loopbackGates } from "./loopback-gates";
import { roundCost } from "./round-cost";
import { cpuPerId, heapOverRounds } from "./rounds";
import { virtualGates } from "./virtual-gates";

/** The tasks, each of which runs in a process of its own: its CPU and its memory belong to one task only. */
export const TASKS = {
    alreadyRunning,
    cpuPerId,
    faults,
    heapOverRounds,
    largeFleet,
    largeSet,
    loopbackGates,
    oneTurn,
    roundCost,
    virtualGates,
};

export type Tasks = typeof TASKS;
