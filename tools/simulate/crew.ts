import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Batch, BatchResult } from './worker';

/**
 * What a history made is garbage when it ends: room for what a few of them make, nothing of it put among what lives long, and no
 * threads that take a core from another worker.
 */
const FLAGS = [
  '--min-semi-space-size=16',
  '--max-semi-space-size=16',
  '--no-allocation-site-pretenuring',
  '--single-threaded-gc',
];

/** Processes that play histories, one for each core. */
export class Crew {
  private readonly all: readonly ChildProcess[];

  constructor(size: number) {
    this.all = Array.from({ length: size }, () =>
      fork(join(__dirname, 'worker.js'), { stdio: 'inherit', execArgv: FLAGS }),
    );
  }

  /** Has all batches played; `isEnough`, told of every result, may say that no more are to be begun. */
  async play(batches: Iterable<Batch>, isEnough: (result: BatchResult) => boolean): Promise<void> {
    const waiting = batches[Symbol.iterator]();
    let ended = false;
    const run = async (worker: ChildProcess): Promise<void> => {
      for (let next = waiting.next(); !ended && !next.done; next = waiting.next()) {
        const result = await this.give(worker, next.value);
        ended ||= isEnough(result);
      }
    };
    await Promise.all(this.all.map(run));
  }

  dismiss(): void {
    for (const worker of this.all) worker.kill();
  }

  private give(worker: ChildProcess, batch: Batch): Promise<BatchResult> {
    return new Promise((resolve, reject) => {
      const died = (code: number | null) => reject(new Error(`a worker ended with status ${code}`));
      worker.once('exit', died);
      worker.once('message', (result) => {
        worker.off('exit', died);
        resolve(result as BatchResult);
      });
      worker.send(batch);
    });
  }
}
