import { DomainError } from '@entrepot/kernel';
import type { Life } from './pod';
import type { World } from './world';

/** What is asked of a process that is up. */
export type Asked<T> = (life: Life) => Promise<T>;

/** No answer came: nobody knows what became of a request. */
export class NoAnswer extends Error {}

const PATIENCE_MS = 300;
const MOST_TRIES = 100;

/** Somebody outside who asks services over HTTP, and asks again until there is an answer. */
export class Client {
  constructor(private readonly world: World) {}

  /** The answer of whichever process gives one first. Rejects with a refusal; `unavailable` is none. */
  async insist<T>(service: string, work: Asked<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.ask(service, work);
      } catch (error) {
        const isFinal = error instanceof DomainError && !/unavailable|unknown$|withdrawn|overloaded/.test(error.code);
        if (isFinal || tries >= MOST_TRIES) throw error;
        await this.wait(this.world.simulation.random.between(20, 150));
      }
    }
  }

  /** One request to one process of a service. */
  ask<T>(service: string, work: Asked<T>): Promise<T> {
    const { world } = this;
    const fault = world.doors.next();
    return new Promise((resolve, reject) => {
      const { outside } = world.simulation;
      const callOff = world.wire.deliver(outside, PATIENCE_MS, () => reject(new NoAnswer(service)));
      if (fault === 'lost') return;
      const answer = (settle: () => void) => {
        if (fault === 'answer-lost') return;
        world.wire.deliver(outside, world.wire.travel(), () => {
          callOff();
          settle();
        });
      };
      this.send(service, work, answer, { resolve, reject });
      if (fault === 'twice') this.send(service, work, answer, { resolve, reject });
    });
  }

  wait(ms: number): Promise<void> {
    const { wire, simulation } = this.world;
    return new Promise((resolve) => wire.deliver(simulation.outside, ms, resolve));
  }

  private send<T>(
    service: string,
    work: Asked<T>,
    answer: (settle: () => void) => void,
    { resolve, reject }: { resolve: (value: T) => void; reject: (error: unknown) => void },
  ): void {
    const { wire, simulation } = this.world;
    const life = simulation.random.pick(this.world.podsOf(service)).life;
    if (life === undefined) return answer(() => reject(new NoAnswer(service)));
    wire.deliver(life.actor, wire.travel(), () => {
      work(life).then(
        (value) => answer(() => resolve(value)),
        (error: unknown) => answer(() => reject(error)),
      );
    });
  }
}
