import { alreadyRunning, oneTurn } from "./already-running";
import { faults } from "./faults";
import { largeSet } from "./large-set";
import { loopbackGates } from "./loopback-gates";
import { roundCost } from "./round-cost";
import { cpuPerId, heapOverRounds } from "./rounds";
import { virtualGates } from "./virtual-gates";

/** What is measured in a process of its own, so that CPU and memory are those of one thing only. */
export const TASKS = {
    alreadyRunning,
    cpuPerId,
    faults,
    heapOverRounds,
    largeSet,
    loopbackGates,
    oneTurn,
    roundCost,
    virtualGates,
};

export type Tasks = typeof TASKS;
