/** What is told besides the fields of a request: by which API client. */
export interface ToldBy {
  readonly client?: string;
}

/** Who did something and through what, for the ledger. */
export interface Teller extends ToldBy {
  readonly user?: string;
}

/** Those of them that are known: what was left out is absent, not undefined. */
export function tellerOf({ user, client }: Teller): Teller {
  return { ...(user === undefined ? {} : { user }), ...(client === undefined ? {} : { client }) };
}
