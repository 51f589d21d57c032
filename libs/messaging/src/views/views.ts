import { randomUUID } from 'node:crypto';
import { BesideGone } from '@entrepot/eventstore';
import { toTime } from '../runtime/clock';
import { isAway } from '../runtime/failure';
import type { ServiceParts } from '../runtime/service-parts';
import { RebuildLease } from './rebuild-lease';
import { RebuildInterrupted, ViewRebuild, type RebuildProgress } from './view-rebuild';
import type { ViewSource } from './view-source';

const PREFIX = 'view:';
/** How soon what another process left undone is looked for. */
export const VIEWS_POLL_MS = 10_000;
const TELL_EVERY_MS = 1_000;
/** What our user may not do it may not do the next time: who asked for the rebuild is told. */
const UNAUTHORIZED = 13;

/** What is known of a view of this service, in whatever process it is rebuilt. Times are RFC 3339 UTC. */
export interface ViewState extends RebuildProgress {
  readonly view: string;
  /** The handler that writes it. */
  readonly handler: string;
  readonly state: 'live' | 'requested' | 'rebuilding' | 'failed';
  readonly requestedAt?: string;
  readonly startedAt?: string;
  /** When its last rebuild ended; absent if it has grown event by event since the beginning. */
  readonly builtAt?: string;
  /** Why the last rebuild failed; the view is as it was. */
  readonly error?: string;
  /** How old what it shows may be, milliseconds: 0 when nothing waits to be shown; absent when this process cannot tell. */
  readonly ageMs?: number;
}

type Kept = Omit<ViewState, 'view' | 'handler' | 'ageMs'>;

const NEVER_REBUILT: Kept = { state: 'live', done: 0, total: 0, skipped: 0 };

/**
 * The views of a service, and their rebuilding: one process does it, by lease; what one that died left undone is begun
 * anew by another, and what failed because something was away by whoever looks next. Readers and the live handlers notice nothing.
 */
export class Views {
  private readonly sources: ReadonlyMap<string, ViewSource>;
  private readonly owner = randomUUID();
  private stop: AbortController | undefined;
  private cancel: (() => void) | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: ServiceParts,
    sources: readonly ViewSource[],
    private readonly topics: readonly string[],
  ) {
    this.sources = new Map(sources.map((source) => [source.view, source]));
  }

  async list(): Promise<ViewState[]> {
    const kept = await this.parts.backbone.positions.named(PREFIX);
    const isBehind = await this.isBehind();
    return [...this.sources.values()]
      .sort((a, b) => (a.view < b.view ? -1 : 1))
      .map((source) => ({ ...this.known(source, kept.get(PREFIX + source.view)), ...this.age(source, isBehind) }));
  }

  /** How old what each view shows may be, milliseconds, as far as this process can tell. `isBehind`: messages wait to be worked off. */
  ages(isBehind: boolean): Map<string, number> {
    const ages = new Map<string, number>();
    for (const source of this.sources.values()) {
      const { ageMs } = this.age(source, isBehind);
      if (ageMs !== undefined) ages.set(source.view, ageMs);
    }
    return ages;
  }

  /** Has a view rebuilt; one that is being rebuilt already goes on. Undefined: there is no such view. */
  async rebuild(view: string): Promise<ViewState | undefined> {
    const source = this.sources.get(view);
    if (source === undefined) return undefined;
    const before = await this.read(view);
    const isAsked = isWanted(before);
    const { builtAt } = before;
    const asked: Kept = { ...NEVER_REBUILT, ...(builtAt && { builtAt }), state: 'requested', requestedAt: this.now() };
    const kept = isAsked ? before : asked;
    if (!isAsked) await this.keep(view, kept);
    this.schedule(0);
    return { view, handler: source.name, ...kept };
  }

  start(): void {
    if (this.sources.size === 0) return;
    this.stop = new AbortController();
    this.schedule(VIEWS_POLL_MS);
  }

  /** Leaves a rebuild under way to another process. */
  async end(): Promise<void> {
    this.stop?.abort();
    this.stop = undefined;
    this.cancel?.();
    await this.working;
  }

  private schedule(ms: number): void {
    if (this.stop === undefined) return;
    const { signal } = this.stop;
    this.cancel?.();
    this.cancel = this.parts.clock.after(ms, () => {
      this.working = this.working.then(() => this.poll(signal));
    });
  }

  private async poll(signal: AbortSignal): Promise<void> {
    try {
      const kept = await this.parts.backbone.positions.named(PREFIX);
      for (const view of this.sources.keys()) {
        if (signal.aborted) return;
        if (isWanted(read(kept.get(PREFIX + view)))) await this.take(view, signal);
      }
    } catch (error) {
      this.parts.watch.alarm?.('store-failed', { what: 'views', error: String(error) });
    }
    if (!signal.aborted) this.schedule(VIEWS_POLL_MS);
  }

  /** Rebuilds a view unless another process does. */
  private async take(view: string, stop: AbortSignal): Promise<void> {
    const lease = await RebuildLease.take(this.parts, { lease: PREFIX + view, owner: this.owner, stop });
    if (lease === undefined) return;
    try {
      // Whoever had the lease may have ended it in this moment.
      if (isWanted(await this.read(view))) await this.work(this.sources.get(view)!, lease);
    } finally {
      await lease.release();
    }
  }

  private async work(source: ViewSource, lease: RebuildLease): Promise<void> {
    const { view } = source;
    const before = await this.read(view);
    const rebuild = new ViewRebuild(source, this.parts, lease);
    const running: Kept = { ...before, state: 'rebuilding', startedAt: this.now() };
    const stopTelling = this.tell(lease, () => this.keep(view, { ...running, ...rebuild.progress }));
    try {
      await this.keep(view, running);
      await rebuild.run();
      await stopTelling();
      await this.keep(view, { ...rebuild.progress, state: 'live', builtAt: this.now() });
    } catch (error) {
      await stopTelling();
      if (error instanceof RebuildInterrupted || error instanceof BesideGone) return;
      // Nobody knows whether the switch was made, if that was it: it is begun anew.
      if (isAway(error) && (error as { code?: unknown }).code !== UNAUTHORIZED)
        return this.parts.watch.alarm?.('store-failed', { what: `view ${view}`, error: String(error) });
      // Who has the lease by now tells how it is.
      if (!lease.isHeld) return;
      const reason = error instanceof Error ? error.message : String(error);
      await this.keep(view, { ...running, ...rebuild.progress, state: 'failed', error: reason.slice(0, 500) });
    }
  }

  /**
   * Tells now and then how far it is, one time after the other and only while it has the lease: what lands late must not stand over
   * how it ended. The answer ends that and resolves when the last time is over.
   */
  private tell(lease: RebuildLease, how: () => Promise<void>): () => Promise<void> {
    let telling: Promise<void> = Promise.resolve();
    let cancel = () => undefined as void;
    const again = () => {
      cancel = this.parts.clock.after(TELL_EVERY_MS, () => {
        if (lease.isHeld) telling = how().then(again, again);
      });
    };
    again();
    return async () => {
      await telling;
      cancel();
    };
  }

  private known({ view, name }: ViewSource, kept: string | undefined): ViewState {
    return { view, handler: name, ...read(kept) };
  }

  private age({ shownAt }: ViewSource, isBehind: boolean): { ageMs?: number } {
    if (!isBehind) return { ageMs: 0 };
    return shownAt === '' ? {} : { ageMs: Math.max(0, this.parts.clock.now() - Date.parse(shownAt)) };
  }

  /** Messages wait to be worked off, in whatever process. */
  private async isBehind(): Promise<boolean> {
    const progress = await this.parts.bus.progress(this.parts.name, this.topics);
    return progress.some(({ committed = 0, end }) => committed < end);
  }

  private async read(view: string): Promise<Kept> {
    return read(await this.parts.backbone.positions.get(PREFIX + view));
  }

  private keep(view: string, kept: Kept): Promise<void> {
    return this.parts.backbone.positions.set(PREFIX + view, JSON.stringify(kept));
  }

  private now(): string {
    return toTime(this.parts.clock.now());
  }
}

function isWanted({ state }: Kept): boolean {
  return state === 'requested' || state === 'rebuilding';
}

function read(kept: string | undefined): Kept {
  return kept === undefined ? NEVER_REBUILT : (JSON.parse(kept) as Kept);
}
