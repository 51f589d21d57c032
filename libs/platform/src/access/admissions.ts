import type { Viewed } from '@entrepot/eventstore';
import type { IssuedKeys } from './api-keys';
import type { Caller } from './caller';
import type { AdmissionRow } from './mirrors';

interface Holder extends Caller {
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** The keys that access has issued, as this process knows them. */
export class Admissions implements IssuedKeys {
  /** `now`: milliseconds since 1970, as the database counts them. */
  constructor(private readonly now: () => number) {}

  private holders: ReadonlyMap<string, Holder> = new Map();
  private merchants: ReadonlySet<string> = new Set();

  callerOf(digest: string): Caller | undefined {
    const holder = this.holders.get(digest);
    return holder === undefined || holder.until <= this.now() ? undefined : holder;
  }

  /** Whether access knows this merchant; also when nobody may call for it any more. */
  knows(merchantId: string): boolean {
    return this.merchants.has(merchantId);
  }

  replace(rows: readonly Viewed<AdmissionRow>[]): void {
    this.holders = new Map(rows.flatMap(holdersOf));
    this.merchants = new Set(rows.map(({ merchantId }) => merchantId));
  }
}

function holdersOf({ merchantId, id, scopes, keys }: Viewed<AdmissionRow>): [digest: string, holder: Holder][] {
  const caller = { merchantId, clientId: id, scopes: new Set(scopes) };
  return keys.map(({ digest, expiresAt }) => {
    const until = expiresAt === undefined ? Infinity : Date.parse(expiresAt);
    return [digest, { ...caller, until }];
  });
}
