/** How long a caller waits for a commit before it is told to repeat the request. */
export const DEADLINE_MS = 10_000;
