import type { Command } from 'commander';
import { Door } from './door';
import { EXIT, type ExitStatus } from './exit';
import { Say } from './say';
import { entranceOf, type GlobalOptions, type Role } from './target';

/** What a command works with. */
export interface Desk<O> {
  readonly say: Say;
  /** Opened at first use: commands that ask the broker need none. */
  readonly door: Door;
  readonly options: O & GlobalOptions;
}

type Work<O> = (desk: Desk<O>, ...args: never[]) => Promise<ExitStatus | void>;

/** An action for commander: hands the work its desk and arguments, and ends the process with the status that it gives. `by`: whose key opens the door. */
export function acting<O = object>(work: Work<O>, by: Role = 'merchant'): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<O & GlobalOptions>();
    const args = given.slice(0, -2);
    let door: Door | undefined;
    const desk: Desk<O> = {
      ...{ say: new Say(options.json === true), options },
      get door() {
        return (door ??= new Door(entranceOf(options, options.everyMerchant === true ? 'operator' : by)));
      },
    };
    process.exitCode = (await work(desk, ...(args as never[]))) ?? EXIT.done;
  };
}
