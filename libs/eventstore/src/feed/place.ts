import type { Mark } from './numbered';

/** Where a reader stands, as it is stored. */
interface Written {
  /** All of the writers below this id was read, and nothing more will come of them. */
  readonly below: number;
  readonly marks: Readonly<Record<string, number>>;
  /** First the records are scanned, after this id; absent when that is done. */
  readonly scanned?: string;
}

/** Where a reader stands: how much it has read of every writer that may still write. */
export class Place {
  private constructor(
    private lowest: number,
    private readonly reached: Map<number, number>,
    /** First the records are scanned, after this id. */
    public scanned: string | undefined,
  ) {}

  /** Undefined for a text that is no place. */
  static parse(text: string): Place | undefined {
    const written = JSON.parse(text) as Partial<Written>;
    if (typeof written.below !== 'number' || written.marks === undefined) return undefined;
    const marks = Object.entries(written.marks).map(([writer, number]) => [Number(writer), number] as const);
    return new Place(written.below, new Map(marks), written.scanned);
  }

  static at(marks: readonly Mark[], below: number, scanned?: string): Place {
    return new Place(below, new Map(marks), scanned);
  }

  get below(): number {
    return this.lowest;
  }

  /** How much was read of a writer. */
  of(writer: number): number {
    return writer < this.lowest ? Infinity : (this.reached.get(writer) ?? 0);
  }

  has([writer, number]: Mark): boolean {
    return this.of(writer) >= number;
  }

  moved([writer, number]: Mark): void {
    this.reached.set(writer, number);
  }

  /** Writers below this id are done with. */
  forget(below: number): void {
    if (below <= this.lowest) return;
    this.lowest = below;
    for (const writer of this.reached.keys()) if (writer < below) this.reached.delete(writer);
  }

  toString(): string {
    const { lowest, reached, scanned } = this;
    const marks = Object.fromEntries(reached);
    return JSON.stringify({ below: lowest, marks, ...(scanned === undefined ? {} : { scanned }) });
  }
}
