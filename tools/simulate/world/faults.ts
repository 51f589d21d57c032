/** What goes wrong with a request to a database. `late`: it is done, but only after its sender has given it up. */
export type RequestFault = 'lost' | 'answer-lost' | 'late';
/**
 * What goes wrong with an append besides: half of it was done; a transaction met another; the primary failed before or after a
 * majority had it.
 */
export type AppendFault = RequestFault | 'half' | 'aborted' | 'primary-fails';
/** What goes wrong with a send: no partition, some, or all have it, and the answer does not say so. */
export type SendFault = 'lost' | 'answer-lost' | 'leader-moved' | 'late';
/** What goes wrong with a call to another company. */
export type CallFault = 'lost' | 'answer-lost' | 'refused' | 'slow';

/** One thing that goes wrong in a history. `nth` counts from 1 what it is about. */
export type Fault =
  | { readonly kind: 'append'; readonly service: string; readonly nth: number; readonly how: AppendFault }
  | { readonly kind: 'request'; readonly service: string; readonly nth: number; readonly how: RequestFault }
  /** The same, but only writes of views count. */
  | { readonly kind: 'row'; readonly service: string; readonly nth: number; readonly how: RequestFault }
  | { readonly kind: 'send'; readonly service: string; readonly nth: number; readonly how: SendFault }
  | { readonly kind: 'call'; readonly nth: number; readonly how: CallFault }
  | { readonly kind: 'door'; readonly nth: number; readonly how: 'lost' | 'answer-lost' | 'twice' }
  | { readonly kind: 'crash' | 'leave'; readonly pod: string; readonly step: number; readonly backAfterMs: number }
  | { readonly kind: 'freeze'; readonly pod: string; readonly step: number; readonly ms: number }
  | { readonly kind: 'clock'; readonly pod: string; readonly ms: number }
  | { readonly kind: 'rebalance' | 'relay-dies'; readonly service: string; readonly atMs: number }
  | { readonly kind: 'fail-over'; readonly service: string; readonly atMs: number; readonly ms: number }
  | { readonly kind: 'broker-away'; readonly atMs: number; readonly ms: number };

/** A fault in words. */
export function told(fault: Fault): string {
  const { kind, ...more } = fault;
  return `${kind} ${Object.entries(more)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}`;
}

/** Finds the fault that the next thing of some sort meets, by counting. */
export class Counted<How> {
  private count = 0;
  private readonly byNumber = new Map<number, How>();

  add(nth: number, how: How): void {
    this.byNumber.set(nth, how);
  }

  next(): How | undefined {
    this.count += 1;
    return this.byNumber.size === 0 ? undefined : this.byNumber.get(this.count);
  }

  /** From now on nothing goes wrong. */
  clear(): void {
    this.byNumber.clear();
  }
}
