import { Leases, Positions } from '../side/leases';

export class MemoryPositions extends Positions {
  private readonly positions = new Map<string, string>();

  async get(name: string): Promise<string | undefined> {
    return this.positions.get(name);
  }

  async named(prefix: string): Promise<ReadonlyMap<string, string>> {
    return new Map([...this.positions].filter(([name]) => name.startsWith(prefix)).sort());
  }

  async set(name: string, position: string): Promise<void> {
    this.positions.set(name, position);
  }
}

export class MemoryLeases extends Leases {
  private readonly leases = new Map<string, { owner: string; until: number }>();

  constructor(private readonly clock: () => Date) {
    super();
  }

  async take(name: string, owner: string, forMs: number): Promise<boolean> {
    const now = this.clock().getTime();
    const held = this.leases.get(name);
    if (held !== undefined && held.owner !== owner && held.until > now) return false;
    this.leases.set(name, { owner, until: now + forMs });
    return true;
  }

  async release(name: string, owner: string): Promise<void> {
    if (this.leases.get(name)?.owner === owner) this.leases.delete(name);
  }
}
