import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { acting, type Desk } from '../acting';
import { askEach } from '../ask-each';
import { withQuery } from '../door';
import { EXIT, Failed, type ExitStatus } from '../exit';
import { paint, table } from '../say';
import { operations, OWN_SERVICES, serviceOption, serviceWith, type OwnService } from '../services';

interface View {
  readonly name: string;
  readonly handler: string;
  readonly state: 'live' | 'requested' | 'rebuilding' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly skipped: number;
  readonly ageMs?: number;
  readonly builtAt?: string;
  readonly error?: string;
}

interface Options {
  readonly service?: OwnService;
  readonly wait: boolean;
  readonly reason?: string;
}

const LOOK_EVERY_MS = 300;

/** Read models, and making them anew. */
export function viewsCommand(): Command {
  const list = new Command('list')
    .description('lists the read models and how old what they show may be')
    .addOption(serviceOption())
    .action(acting<Options>(showAll));
  const rebuild = new Command('rebuild')
    .description('makes a read model anew from the streams, beside the one that is read meanwhile')
    .argument('<name>')
    .addOption(serviceOption())
    .option('--reason <text>', 'why; kept in the audit trail')
    .option('--no-wait', 'only ask for it; `views list` tells how far it is')
    .action(acting<Options>(rebuildOne, 'operator'));
  return new Command('views').description('read models').addCommand(list).addCommand(rebuild);
}

async function viewsOf({ door }: Desk<Options>, service: OwnService): Promise<readonly View[]> {
  return (await door.get<{ items: readonly View[] }>(operations(service, 'views'))).items;
}

async function showAll(desk: Desk<Options>): Promise<ExitStatus> {
  const { service: only } = desk.options;
  const services = only === undefined ? OWN_SERVICES : [only];
  const { found: views, complete } = await askEach(desk.say, services, async (service) =>
    (await viewsOf(desk, service)).map((view) => ({ service, ...view })),
  );
  const rows = views.map(({ service, name, state, ageMs, builtAt, error, ...view }) => {
    const age = ageMs === undefined ? 'unknown' : ageMs === 0 ? 'nothing' : `${Math.ceil(ageMs / 1_000)} s`;
    return [service, name, state === 'rebuilding' ? `${state} ${share(view)}` : state, age, builtAt, error];
  });
  desk.say.show(views, () => table(['service', 'view', 'state', 'behind by', 'rebuilt at', 'why it failed'], rows));
  return complete ? EXIT.done : EXIT.found;
}

async function rebuildOne(desk: Desk<Options>, name: string): Promise<ExitStatus> {
  const { door, say, options } = desk;
  const find = async (service: OwnService) => (await viewsOf(desk, service)).find((view) => view.name === name);
  const service = await serviceWith(`view ${name}`, options.service, async (each) => (await find(each)) !== undefined);
  let view = await door.post<View>(
    withQuery(operations(service, 'views', name, 'rebuild'), { reason: options.reason }),
  );
  for (let told = ''; options.wait && isUnderWay(view);) {
    const line = `${service}/${name}: ${view.state} ${share(view)}`.trimEnd();
    if (line !== told) say.note(line);
    told = line;
    await sleep(LOOK_EVERY_MS);
    const seen = await find(service);
    if (seen === undefined) throw new Failed(`view ${name} is gone from ${service}`, EXIT.refused);
    view = seen;
  }
  say.show({ service, ...view }, () => sentence(service, view));
  return view.state === 'failed' ? EXIT.found : EXIT.done;
}

function isUnderWay({ state }: View): boolean {
  return state === 'requested' || state === 'rebuilding';
}

function share({ done, total }: Pick<View, 'done' | 'total'>): string {
  return total === 0 ? '' : `${done} of ${total} (${Math.floor((100 * done) / total)} %)`;
}

function sentence(service: OwnService, { name, state, done, skipped, error }: View): string {
  if (state === 'failed') return paint('red', `${service}/${name}: failed, it is as it was: ${error}`);
  if (state !== 'live') return `${service}/${name}: ${state}`;
  const left = skipped === 0 ? '' : paint('yellow', `, ${skipped} left out: see the alarms of ${service}`);
  return `${paint('green', `${service}/${name}: rebuilt`)} from ${done} records and messages${left}`;
}
