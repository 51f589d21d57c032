/** Progress of readers, by name. */
export abstract class Positions {
  abstract get(name: string): Promise<string | undefined>;
  abstract set(name: string, position: string): Promise<void>;
  /** Those whose names begin so, by name. */
  abstract named(prefix: string): Promise<ReadonlyMap<string, string>>;
}

/** Who may do what only one process should do. All times are the database's. */
export abstract class Leases {
  /** Takes a free or expired lease, or renews one's own. False: someone else has it. */
  abstract take(name: string, owner: string, forMs: number): Promise<boolean>;
  /** Gives it back, if it is one's own. */
  abstract release(name: string, owner: string): Promise<void>;
}
