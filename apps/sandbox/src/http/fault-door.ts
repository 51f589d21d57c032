import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { FaultAction } from '../domain/dials';
import { Faults, type Call } from '../domain/faults';
import { Journal, type JournalEntry } from '../domain/journal';
import { Refusal } from '../domain/refusal';

/** What a call did; `repeated` when it had been done before. */
export interface Done<T> {
  readonly body: T;
  readonly repeated: boolean;
}

/** What providers say with status 200 when something broke behind their door: whether it was done is not to be seen. */
const GARBLED = { error: { code: 'internal', message: 'Something went wrong.' } };

const LONGEST_HANG_MS = 120_000;

function untilClosed(request: Request): Promise<void> {
  return new Promise((resolve) => {
    // Who left while the call was held up will not close a second time.
    if (request.socket.destroyed) return resolve();
    const timer = setTimeout(() => request.socket.destroy(), LONGEST_HANG_MS);
    request.socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Every call to the stand-ins passes here: late, failing, unanswered or done, as dials and rules say, and written down. */
@Injectable()
export class FaultDoor {
  constructor(
    private readonly faults: Faults,
    private readonly journal: Journal,
  ) {}

  async pass<T>(call: Call, request: Request, work: (declines: boolean) => Done<T>): Promise<T> {
    const wait = this.faults.latency(call.target);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const fault = this.faults.of(call);
    await this.beforeWork(fault, call, request);
    const done = this.work(call, () => work(fault === 'decline'));
    if (fault === 'timeout-then-success') {
      this.write(call, 'unanswered');
      await untilClosed(request);
    } else this.write(call, done.repeated ? 'repeated' : 'done');
    return fault === 'garble' ? (GARBLED as T) : done.body;
  }

  private async beforeWork(fault: FaultAction | undefined, call: Call, request: Request): Promise<void> {
    if (fault === 'error') {
      this.write(call, 'failed');
      throw new Refusal(503, 'temporarily_unavailable', 'Try again later.');
    }
    if (fault !== 'hang' && fault !== 'reset') return;
    this.write(call, 'unanswered');
    if (fault === 'reset') request.socket.destroy();
    else await untilClosed(request);
    throw new Refusal(503, 'temporarily_unavailable', 'Nobody is left to read this.');
  }

  private work<T>(call: Call, work: () => Done<T>): Done<T> {
    try {
      return work();
    } catch (error) {
      this.write(call, 'refused');
      throw error;
    }
  }

  private write({ target, operation, reference }: Call, outcome: JournalEntry['outcome']): void {
    const at = new Date().toISOString();
    this.journal.add({ at, target, operation, outcome, ...(reference === undefined ? {} : { reference }) });
  }
}
