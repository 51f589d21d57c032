/** How long a caller waits for a commit before it is told to repeat the request. */
export const DEADLINE_MS = 10_000;

/** The same for an import, which is one large commit. */
export const IMPORT_DEADLINE_MS = 60_000;
