import type { Actor } from '../engine/actor';
import type { Simulation } from '../engine/simulation';
import type { RequestFault } from './faults';

/** How long a request that gets no answer is waited for. */
const PATIENCE_MS = 30;
/** Later than what is tried again by then. */
const LATE_MS = 260;

/** An error as the driver of a database throws it when nobody can say what became of a request. */
export class ConnectionLost extends Error {
  constructor(what: string) {
    super(`no answer to ${what}`);
    this.name = 'MongoNetworkError';
  }
}

export interface Request<T> {
  readonly from: Actor;
  readonly to: Actor;
  readonly what: string;
  readonly fault?: RequestFault | undefined;
  readonly work: () => T | Promise<T>;
}

type Settle = () => void;

/** The way between a process and a server: takes time, and may lose the request or its answer. */
export class Wire {
  constructor(
    private readonly simulation: Simulation,
    private readonly slowestMs: number,
  ) {}

  /** The answer comes in a step of the sender; if that has died meanwhile, the work is done all the same. */
  ask<T>(request: Request<T>): Promise<T> {
    const { from, to, what, fault } = request;
    return new Promise((resolve, reject) => {
      if (fault !== undefined) this.deliver(from, PATIENCE_MS, () => reject(new ConnectionLost(what)));
      if (fault === 'lost') return;
      this.deliver(to, fault === 'late' ? LATE_MS : this.travel(), () => {
        const answer = (settle: Settle) => {
          if (fault === undefined) this.deliver(from, this.travel(), settle);
        };
        this.perform(request, answer, resolve, reject);
      });
    });
  }

  /** A step of somebody after the time of travel, unless it is called off before. */
  deliver(to: Actor, ms: number, run: () => void): () => void {
    to.expected += 1;
    let open = true;
    const end = () => {
      if (open) to.expected -= 1;
      open = false;
    };
    const planned = this.simulation.plan(to, ms, () => {
      end();
      run();
    });
    return () => {
      planned.cancelled = true;
      end();
    };
  }

  travel(): number {
    return this.simulation.latency(0.05, this.slowestMs);
  }

  private perform<T>(
    { work }: Request<T>,
    answer: (settle: Settle) => void,
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
  ): void {
    try {
      const done = work();
      if (!(done instanceof Promise)) return answer(() => resolve(done));
      done.then(
        (value) => answer(() => resolve(value)),
        (error: unknown) => answer(() => reject(error)),
      );
    } catch (error) {
      answer(() => reject(error));
    }
  }
}
