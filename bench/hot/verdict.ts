import type { AnyEvent } from '@entrepot/kernel';

/** What became of the attempts, by reservation. */
export class Outcomes {
  private readonly granted = new Set<string>();
  private readonly refused = new Set<string>();

  /** `isOurs` tells a reservation of this run. */
  constructor(private readonly isOurs: (reservationId: string) => boolean) {}

  readonly hear = (event: AnyEvent): void => {
    const { type, reservationId } = event as AnyEvent & { reservationId: string };
    if (!this.isOurs(reservationId)) return;
    if (type === 'StockReserved') this.granted.add(reservationId);
    if (type === 'StockReservationRefused') this.refused.add(reservationId);
  };

  get answered(): number {
    return this.granted.size + this.refused.size;
  }

  counts(): { readonly granted: number; readonly refused: number; readonly both: number } {
    const both = [...this.granted].filter((id) => this.refused.has(id)).length;
    return { granted: this.granted.size, refused: this.refused.size, both };
  }
}

/** What inventory says of a SKU at a place: of the stream, or of the view. */
export interface Level {
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
}

export interface HotFacts {
  readonly attempts: number;
  readonly units: number;
  readonly outcomes: ReturnType<Outcomes['counts']>;
  readonly stream: Level;
  /** Of the list of stock; undefined where the SKU is not in it. */
  readonly view: Level | undefined;
  /** Every entry's balance, the receipt's included. */
  readonly ledger: readonly Omit<Level, 'available'>[];
  readonly parked: number;
  readonly deadLetters: number;
}

export interface HotReport extends Omit<HotFacts, 'ledger'> {
  readonly balanced: boolean;
  readonly leastAvailable: number;
  readonly problems: readonly string[];
}

/** Whether exactly what was there was given away, and nothing was ever below zero. */
export function judgeHot({ ledger, ...facts }: HotFacts): HotReport {
  const { attempts, units, outcomes, parked, deadLetters } = facts;
  const granted = Math.min(attempts, units);
  const leastAvailable = ledger.reduce((least, { onHand, reserved }) => Math.min(least, onHand - reserved), Infinity);
  const problems: string[] = [];
  const expect = (what: string, found: number | undefined, wanted: number) => {
    if (found !== wanted) problems.push(`${what}: ${found ?? 'nothing'} instead of ${wanted}`);
  };
  expect('granted', outcomes.granted, granted);
  expect('refused', outcomes.refused, attempts - granted);
  expect('granted and refused', outcomes.both, 0);
  for (const [name, level] of [['stream', facts.stream] as const, ['view', facts.view] as const]) {
    expect(`available in the ${name}`, level?.available, units - granted);
    expect(`reserved in the ${name}`, level?.reserved, granted);
    expect(`on hand in the ${name}`, level?.onHand, units);
  }
  expect('entries of the ledger', ledger.length, granted + 1);
  if (leastAvailable < 0) problems.push(`the ledger went down to ${leastAvailable} available`);
  expect('parked', parked, 0);
  expect('dead letters', deadLetters, 0);
  return { balanced: problems.length === 0, ...facts, leastAvailable, problems };
}
