import type { AppendOutcome, CommitRecord, Head, Snapshot, Wanted } from '@entrepot/eventstore';
import { streamOf } from '@entrepot/eventstore';
import { MemoryAuditTrail } from '../../../libs/eventstore/src/memory/memory-audit-trail';
import { MemoryDeadLetters } from '../../../libs/eventstore/src/memory/memory-dead-letters';
import { MemoryLeases, MemoryPositions } from '../../../libs/eventstore/src/memory/memory-leases';
import { MemoryParkedInputs } from '../../../libs/eventstore/src/memory/memory-parked-inputs';
import { MemoryTasks } from '../../../libs/eventstore/src/memory/memory-tasks';
import type { Numbered } from '../../../libs/eventstore/src/feed/numbered';
import { MemoryViewTable } from '../../../libs/eventstore/src/memory/memory-view-table';
import { Actor } from '../engine/actor';
import type { Simulation } from '../engine/simulation';
import { Numbers } from './numbers';

/** Records on the primary that no majority has yet. */
interface Uncommitted {
  readonly numbered: readonly Numbered[];
  readonly answer: (outcome: AppendOutcome) => void;
  readonly outcome: AppendOutcome;
}

const REPLICATION_MS = 2;

/**
 * The database of one service, which outlives its processes. Records are on the primary first and on a majority a little
 * later; what was not there when the primary fails is gone. Records are never changed, so nobody gets copies.
 */
export class Database {
  readonly actor: Actor;
  readonly positions = new MemoryPositions();
  readonly leases: MemoryLeases;
  readonly tasks: MemoryTasks;
  readonly parkedInputs: MemoryParkedInputs;
  readonly deadLetters: MemoryDeadLetters;
  readonly audit: MemoryAuditTrail;
  readonly views = new Map<string, MemoryViewTable<object>>();
  /** Everything that was committed, in order. */
  readonly log: CommitRecord[] = [];
  /** When each of them was, by the only clock that is right. */
  readonly committedAt: number[] = [];
  readonly streams = new Map<string, CommitRecord[]>();
  readonly numbers = new Numbers();
  awayUntil = 0;
  /** Told of every record once a majority has it, for whoever outside waits for something. */
  told: ((record: CommitRecord) => void) | undefined;
  private readonly ids = new Set<string>();
  private readonly snapshots = new Map<string, Snapshot>();
  private uncommitted: Uncommitted[] = [];
  private lastCommitAt = 0;

  constructor(
    readonly name: string,
    readonly simulation: Simulation,
  ) {
    this.actor = new Actor(`database of ${name}`);
    const clock = () => new Date(this.now());
    this.leases = new MemoryLeases(clock);
    this.tasks = new MemoryTasks(clock);
    this.parkedInputs = new MemoryParkedInputs(clock);
    this.deadLetters = new MemoryDeadLetters(clock);
    this.audit = new MemoryAuditTrail(clock);
  }

  /** The database's time: the only one that counts. */
  now(): number {
    return Math.floor(this.simulation.time);
  }

  get isAway(): boolean {
    return this.awayUntil > this.simulation.time;
  }

  load(wanted: readonly Wanted[]): CommitRecord[][] {
    return wanted.map(({ stream, after, upTo = Infinity, limit = Infinity }) => {
      const known = this.streams.get(stream);
      if (known === undefined) return [];
      return known.filter(({ version }) => version > after && version <= upTo).slice(0, limit);
    });
  }

  moved(heads: readonly Head[]): ReadonlySet<string> {
    const moved = heads.filter(({ stream, version }) => (this.streams.get(stream)?.at(-1)?.version ?? 0) > version);
    return new Set(moved.map(({ stream }) => stream));
  }

  /** Answers when a majority has it, or when it is clear that it never will. */
  append(numbered: readonly Numbered[], atomically: boolean): Promise<AppendOutcome> {
    const taken = this.firstTaken(numbered);
    if (taken !== -1 && atomically) return Promise.resolve({ kind: 'aborted' });
    const outcome: AppendOutcome = taken === -1 ? { kind: 'written' } : { kind: 'duplicate', written: taken };
    const fitting = taken === -1 ? numbered : numbered.slice(0, taken);
    for (const { record } of fitting) this.ids.add(record._id);
    return new Promise((answer) => this.replicate({ numbered: fitting, outcome, answer }));
  }

  newestSnapshots(wanted: readonly Pick<Snapshot, 'stream' | 'fold'>[]): (Snapshot | undefined)[] {
    return wanted.map(({ stream, fold }) => this.snapshots.get(`${stream} ${fold}`));
  }

  keepSnapshots(snapshots: readonly Snapshot[]): void {
    for (const each of snapshots) {
      const key = `${each.stream} ${each.fold}`;
      if ((this.snapshots.get(key)?.version ?? 0) < each.version) this.snapshots.set(key, each);
    }
  }

  scan(after = ''): CommitRecord[] {
    const found = this.log.filter(({ _id }) => _id > after);
    return found.sort((a, b) => (a._id < b._id ? -1 : 1));
  }

  /** The primary fails: what no majority has is lost, and for a while nobody answers. */
  failOver(awayMs: number): void {
    const lost = this.uncommitted;
    this.uncommitted = [];
    for (const { numbered } of lost) for (const { record } of numbered) this.ids.delete(record._id);
    this.awayUntil = this.simulation.time + awayMs;
    for (const { answer } of lost) answer({ kind: 'unknown', error: new Error('the primary failed') });
  }

  /** Nothing gets to a majority for a while. */
  stall(ms: number): void {
    this.lastCommitAt = Math.max(this.lastCommitAt, this.simulation.time + ms);
  }

  /** Records on the primary that may still be lost. */
  get unsafe(): readonly CommitRecord[] {
    return this.uncommitted.flatMap(({ numbered }) => numbered.map(({ record }) => record));
  }

  view(name: string): MemoryViewTable<object> {
    const known = this.views.get(name) ?? new MemoryViewTable<object>();
    this.views.set(name, known);
    return known;
  }

  private replicate(batch: Uncommitted): void {
    this.uncommitted.push(batch);
    const { simulation } = this;
    this.lastCommitAt = Math.max(this.lastCommitAt, simulation.time + simulation.latency(0.05, REPLICATION_MS));
    simulation.plan(this.actor, this.lastCommitAt - simulation.time, () => this.commit(batch));
  }

  private commit(batch: Uncommitted): void {
    const place = this.uncommitted.indexOf(batch);
    if (place === -1) return;
    this.uncommitted.splice(place, 1);
    for (const each of batch.numbered) {
      this.numbers.add(each);
      this.insert(each.record);
    }
    batch.answer(batch.outcome);
  }

  private insert(record: CommitRecord): void {
    this.log.push(record);
    this.committedAt.push(this.simulation.time);
    const id = streamOf(record);
    const stream = this.streams.get(id);
    if (stream === undefined) this.streams.set(id, [record]);
    else {
      stream.push(record);
      if (stream.at(-2)!.version > record.version) stream.sort((a, b) => a.version - b.version);
    }
    this.told?.(record);
  }

  private firstTaken(numbered: readonly Numbered[]): number {
    return numbered.findIndex(({ record }) => this.ids.has(record._id));
  }
}
