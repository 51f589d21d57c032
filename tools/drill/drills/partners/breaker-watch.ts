import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 200;

export interface BreakerSeen {
  readonly call: string;
  /** The last state. */
  readonly state: string;
  /** How often it was seen to have opened. */
  readonly openings: number;
}

interface Health {
  readonly calls: readonly { readonly call: string; readonly state: string }[];
}

/** Looks at the breakers of services, as their health tells of them. */
export class BreakerWatch {
  private readonly seen = new Map<string, BreakerSeen>();
  private watching = true;
  private readonly loops: Promise<void>[];

  constructor(urls: readonly string[]) {
    this.loops = urls.map((url) => this.look(url));
  }

  get allClosed(): boolean {
    return [...this.seen.values()].every(({ state }) => state === 'closed');
  }

  async stop(): Promise<readonly BreakerSeen[]> {
    this.watching = false;
    await Promise.all(this.loops);
    return [...this.seen.values()];
  }

  private async look(url: string): Promise<void> {
    while (this.watching) {
      const answer = await fetch(`${url}/health`).catch(() => undefined);
      const health = (await answer?.json().catch(() => undefined)) as Health | undefined;
      for (const { call, state } of health?.calls ?? []) this.note(call, state);
      await sleep(LOOK_EVERY_MS);
    }
  }

  private note(call: string, state: string): void {
    const before = this.seen.get(call);
    const hasOpened = state === 'open' && before?.state !== 'open';
    this.seen.set(call, { call, state, openings: (before?.openings ?? 0) + (hasOpened ? 1 : 0) });
  }
}
