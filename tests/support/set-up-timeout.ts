/** For a first run that installs and compiles everything on a slow machine behind a slow network. */
export const SET_UP_TIMEOUT_MS = 15 * 60_000;
