import { Command } from 'commander';
import { acting } from '../acting';
import { isKeyRefused, type Door } from '../door';
import { EXIT } from '../exit';
import { paint, table } from '../say';
import { operations, OWN_SERVICES } from '../services';

interface Progress {
  readonly lag: number;
  readonly parked: number;
  readonly deadLetters: number;
  readonly tasksDue: number;
  readonly tasksLater: number;
  readonly relay: { readonly behind: number };
  readonly idle: boolean;
}

type State = Partial<Progress> & { readonly service: string; readonly ready: boolean; readonly why?: string };

/** How every service is. */
export function statusCommand(): Command {
  return new Command('status')
    .description('tells of every service whether it is ready and what waits in it; exit status 1 if one is not ready')
    .action(
      acting(async ({ door, say }) => {
        // The gateway first: without it nobody can be asked.
        await door.get('/health');
        const states = await Promise.all(OWN_SERVICES.map((service) => stateOf(door, service)));
        say.show({ url: door.url, services: states }, () => `${door.url}\n${text(states)}`);
        return states.every(({ ready }) => ready) ? EXIT.done : EXIT.found;
      }),
    );
}

async function stateOf(door: Door, service: string): Promise<State> {
  try {
    await door.get(`/services/${service}/health/ready`);
    return { service, ready: true, ...(await door.get<Progress>(operations(service, 'progress'))) };
  } catch (error) {
    if (isKeyRefused(error)) throw error;
    return { service, ready: false, why: (error as Error).message };
  }
}

function text(states: readonly State[]): string {
  const rows = states.map(({ service, ready, lag, relay, parked, deadLetters, tasksDue, tasksLater, why }) => {
    return [service, ready ? 'yes' : 'no', lag, relay?.behind, parked, deadLetters, tasksDue, tasksLater, why ?? ''];
  });
  const head = ['service', 'ready', 'to read', 'to publish', 'parked', 'dead letters', 'tasks due', 'later', ''];
  const isWell = states.every(({ ready }) => ready);
  const idle = states.every((state) => state.idle === true);
  const sum = isWell
    ? paint('green', idle ? 'all ready, nothing is due' : 'all ready')
    : paint('red', 'not all are ready');
  return `${table(head, rows)}\n${sum}`;
}
