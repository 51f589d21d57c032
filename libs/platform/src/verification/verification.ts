import { streamId, type Backbone, type Page, type Reach, type Viewed } from '@entrepot/eventstore';
import type { Clock } from '@entrepot/messaging';
import { Breather } from '../runs/breather';
import type { Books, Fault } from './books';
import { ledgerOf, ledgersOf } from './ledgers';

/** A difference that has lasted. */
export interface Drift extends Omit<Fault, 'key'> {
  readonly book: string;
  readonly merchantId: string;
  /** Key of the stream. */
  readonly of: string;
}

export interface VerificationTerms {
  readonly of: Reach;
  /** How long a difference must last to count: what is on its way is none. */
  readonly settleMs: number;
  /** Share of the time that it may take for itself, up to 1. */
  readonly share: number;
  readonly signal: AbortSignal;
}

/** How far it is. */
export interface VerificationProgress {
  /** Records that were looked at, of about `total`. */
  readonly looked: number;
  readonly total: number;
  /** Ledgers that were added up, by book. */
  readonly ledgers: Readonly<Record<string, number>>;
}

interface Suspect {
  readonly books: Books;
  readonly merchantId: string;
  readonly key: string;
  readonly faults: readonly Fault[];
}

const ROWS_A_PAGE = 500;
/** More are not looked at again one by one: they count as they are. */
const MOST_SUSPECTS = 10_000;
const LOOKS = 3;

/**
 * Adds all ledgers up from their streams and compares them with what else says the same. What differs is looked at again a
 * while later, by itself: only what is the same difference then is drift.
 */
export class Verification {
  private looked = 0;
  private total = 0;
  private readonly ledgers: Record<string, number> = {};
  private readonly merchants = new Set<string>();
  private suspects: Suspect[] = [];
  private readonly breather: Breather;

  constructor(
    private readonly books: readonly Books[],
    private readonly backbone: Pick<Backbone, 'store' | 'view'>,
    private readonly clock: Clock,
    private readonly terms: VerificationTerms,
  ) {
    this.breather = new Breather({ clock, share: terms.share, signal: terms.signal });
  }

  get progress(): VerificationProgress {
    return { looked: this.looked, total: Math.max(this.looked, this.total), ledgers: { ...this.ledgers } };
  }

  /** Rejects with `RunInterrupted` when it is told to stop. */
  async run(): Promise<Drift[]> {
    const { of } = this.terms;
    this.total = await this.backbone.store.size();
    if (typeof of === 'string') this.merchants.add(of);
    for (const books of this.books) await this.addUp(books);
    for (const books of this.books) await this.findStrays(books);
    for (let look = 1; look < LOOKS && this.suspects.length > 0 && this.suspects.length <= MOST_SUSPECTS; look += 1) {
      await this.breather.rest(this.terms.settleMs);
      await this.lookAgain(look === LOOKS - 1);
    }
    return this.suspects.flatMap(({ books: { name: book }, merchantId, faults }) =>
      faults.map(({ key: of, what, eventIds }) => ({ book, merchantId, of, what, eventIds })),
    );
  }

  private async addUp(books: Books): Promise<void> {
    let began = this.clock.elapsed();
    for await (const { merchantId, sums, records } of ledgersOf(this.backbone.store, books, this.terms.of)) {
      this.merchants.add(merchantId);
      this.suspect(books, merchantId, await books.compare(merchantId, sums));
      this.ledgers[books.name] = (this.ledgers[books.name] ?? 0) + sums.length;
      this.looked += records;
      await this.breather.leaveTime(this.clock.elapsed() - began);
      began = this.clock.elapsed();
    }
  }

  /** Rows that show what no stream has recorded. */
  private async findStrays(books: Books): Promise<void> {
    const table = this.backbone.view<object>(books.view);
    for (const merchantId of this.merchants) {
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const page: Page<Viewed<object>> = await table.find(merchantId, {
          limit: ROWS_A_PAGE,
          ...(cursor !== '' && { cursor }),
        });
        const ids = page.items.map(({ id }) => id);
        this.suspect(books, merchantId, await this.strays(books, merchantId, ids));
        cursor = page.next;
        await this.breather.leaveTime(0);
      }
    }
  }

  private async strays(books: Books, merchantId: string, ids: readonly string[]): Promise<Fault[]> {
    const wanted = ids.map((id) => ({ stream: streamId(merchantId, books.kind, id), after: 0, limit: 1 }));
    const found = wanted.length === 0 ? [] : await this.backbone.store.load(wanted);
    const missing = ids.filter((_, at) => found[at]?.length === 0);
    return missing.map((key) => ({ key, what: 'is listed, and nothing is recorded of it', eventIds: [] }));
  }

  private suspect(books: Books, merchantId: string, faults: readonly Fault[]): void {
    const byKey = new Map<string, Fault[]>();
    for (const fault of faults) byKey.set(fault.key, [...(byKey.get(fault.key) ?? []), fault]);
    for (const [key, of] of byKey) this.suspects.push({ books, merchantId, key, faults: of });
  }

  /** Keeps what is still wrong; at the last look only what is wrong in the same way: what changes is on its way. */
  private async lookAgain(isLast: boolean): Promise<void> {
    const still: Suspect[] = [];
    for (const suspect of this.suspects) {
      const known = new Set(suspect.faults.map(({ what }) => what));
      const faults = (await this.faultsOf(suspect)).filter(({ what }) => !isLast || known.has(what));
      if (faults.length > 0) still.push({ ...suspect, faults });
      await this.breather.leaveTime(0);
    }
    this.suspects = still;
  }

  private async faultsOf({ books, merchantId, key }: Suspect): Promise<readonly Fault[]> {
    const sum = await ledgerOf(this.backbone.store, books, { merchantId, key });
    if (sum !== undefined) return books.compare(merchantId, [sum]);
    const { items } = await this.backbone.view<object>(books.view).find(merchantId, { where: { id: key }, limit: 1 });
    return this.strays(books, merchantId, items.map(({ id }) => id)); // prettier-ignore
  }
}
