import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;
const ANSWER_WITHIN_MS = 1_000;

/** Sends work to those processes of a service that say that they are ready, one after the other, as a load balancer does. */
export class Balancer {
  private ready: readonly string[];
  private next = 0;
  private looking = true;
  private readonly looks: Promise<void>;

  constructor(private all: readonly string[]) {
    this.ready = all;
    this.looks = this.look();
  }

  /** From now on there are these processes. */
  set processes(urls: readonly string[]) {
    this.all = urls;
    this.ready = this.ready.filter((url) => urls.includes(url));
  }

  /** Where the next request goes; any process when none is ready. */
  url(): string {
    const list = this.ready.length > 0 ? this.ready : this.all;
    this.next += 1;
    return list[this.next % list.length] as string;
  }

  async stop(): Promise<void> {
    this.looking = false;
    await this.looks;
  }

  private async look(): Promise<void> {
    while (this.looking) {
      const found = await Promise.all(this.all.map(async (url) => ((await isReady(url)) ? [url] : [])));
      const ready = found.flat();
      this.ready = ready.filter((url) => this.all.includes(url));
      await sleep(LOOK_EVERY_MS);
    }
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/door`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
