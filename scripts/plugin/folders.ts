import { join } from "node:path";
import { REPOSITORY } from "../engine/places";

/** What is built; not kept under version control. */
export const BIN = join(REPOSITORY, "bin");
export const ARCHIVES = join(BIN, "archives");
