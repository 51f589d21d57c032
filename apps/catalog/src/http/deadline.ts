import type { HttpCause } from '@entrepot/platform';

/** How long a caller waits for a commit before it is told to repeat the request. */
export const DEADLINE_MS = 10_000;

/** The same for an import, which is one large commit. */
export const IMPORT_DEADLINE_MS = 60_000;

/** What every command of a caller begins with. */
export interface Asked {
  readonly merchantId: string;
  readonly cause: HttpCause;
  readonly ifVersion?: number;
}

/** The same, without an `ifVersion` where the caller says none. */
export function asked(merchantId: string, cause: HttpCause, ifVersion: number | undefined): Asked {
  return { merchantId, cause, ...(ifVersion === undefined ? {} : { ifVersion }) };
}
