import type { Mark, Numbered, Writer } from '../../../libs/eventstore/src/feed/numbered';

/** Who writes to the database of a service, and which of its records have which numbers. */
export class Numbers {
  private readonly byWriter = new Map<number, Numbered[]>();
  private readonly marks = new Map<string, Mark>();
  private readonly gone = new Map<number, number>();
  private registered = 0;

  register(): number {
    return (this.registered += 1);
  }

  leave([writer, wrote]: Mark): void {
    this.gone.set(writer, wrote);
  }

  writers(lowest: number): Writer[] {
    const found: Writer[] = [];
    for (let writer = Math.max(1, lowest); writer <= this.registered; writer += 1) {
      found.push({ writer, ageMs: 0, left: this.gone.has(writer), wrote: this.gone.get(writer) });
    }
    return found;
  }

  /** On a majority from now on. */
  add(numbered: Numbered): void {
    const [writer] = numbered.mark;
    const known = this.byWriter.get(writer);
    if (known === undefined) this.byWriter.set(writer, [numbered]);
    else known.push(numbered);
    this.marks.set(numbered.record._id, numbered.mark);
  }

  beyond(marks: readonly Mark[], limit: number): Numbered[] {
    const found = marks.flatMap(([writer, number]) => this.of(writer).filter(({ mark }) => mark[1] > number));
    return found.slice(0, limit);
  }

  heads(writers: readonly number[]): Mark[] {
    return writers.flatMap((writer) => {
      const last = this.of(writer).at(-1);
      return last === undefined ? [] : [last.mark];
    });
  }

  marksOf(ids: readonly string[]): ReadonlyMap<string, Mark> {
    const found = new Map<string, Mark>();
    for (const id of ids) {
      const mark = this.marks.get(id);
      if (mark !== undefined) found.set(id, mark);
    }
    return found;
  }

  /** The last mark of every writer. */
  get ends(): Mark[] {
    return this.heads([...this.byWriter.keys()]);
  }

  private of(writer: number): readonly Numbered[] {
    return this.byWriter.get(writer) ?? [];
  }
}
