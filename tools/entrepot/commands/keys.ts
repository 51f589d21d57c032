import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { acting, type Desk } from '../acting';
import { EXIT, Failed, type ExitStatus } from '../exit';
import { paint, table } from '../say';
import { platform, SEALERS, type OwnService } from '../services';

interface Place {
  readonly name: string;
  readonly keys: readonly { readonly masterKeyId: string; readonly count: number; readonly unopened: number }[];
  readonly rewrapped: number;
  readonly overtaken: number;
}

interface Rewrap {
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  readonly dryRun: boolean;
  readonly startedAt: string;
  readonly looked: number;
  readonly total: number;
  readonly places: readonly Place[];
  readonly error?: string;
}

/** What one service says of its master keys. */
interface Having {
  readonly service: OwnService;
  readonly ids: readonly string[];
}

interface MasterKeys {
  readonly ids: readonly string[];
  readonly rewrap?: Rewrap;
  readonly counted?: Rewrap;
}

interface Options {
  readonly count: boolean;
  readonly wait: boolean;
  readonly dryRun?: boolean;
  readonly reason?: string;
}

/** It wraps anew for the whole system. */
const REWRAPPER = 'access' satisfies OwnService;
const LOOK_EVERY_MS = 300;

/** Master keys: which there are, what they wrap, and having it wrapped by the newest one. */
export function keysCommand(): Command {
  const status = new Command('status')
    .description(
      'which master keys the services have, and how many keys of persons and secrets of webhooks each of them wraps; 1 while an older one is needed or one is missing',
    )
    .option('--no-count', 'do not count: what the last count found')
    .action(acting<Options>(showStatus, 'operator'))
    .addHelpText('after', '\nA line of the master key file may be taken out when nothing is wrapped by it any more.');
  const rewrap = new Command('rewrap')
    .description(
      'has everything that older master keys wrap wrapped by the newest one, while all goes on; 1 if something is left',
    )
    .option('--reason <text>', 'why; kept in the audit trail')
    .option('--dry-run', 'open what would be wrapped anew and count it; change nothing')
    .option('--no-wait', 'only ask for it; `keys status --no-count` tells how far it is')
    .action(acting<Options>(rewrapAll, 'operator'))
    .addHelpText(
      'after',
      '\nEnded in the middle, by whatever it was, it is asked for again and goes on with what is left.',
    );
  return new Command('keys').description('master keys').addCommand(status).addCommand(rewrap);
}

async function showStatus(desk: Desk<Options>): Promise<ExitStatus> {
  const services = await having(desk);
  if (desk.options.count) await ended(desk, await begin(desk, { dryRun: true }), 'counted');
  const { counted, rewrap } = await masterKeys(desk);
  const newest = newestOf(services);
  const found = { newest, services, ...(counted && { counted }), ...(rewrap && { rewrap }) };
  desk.say.show(found, () => statusText(services, newest, found));
  const isWell = lacking(services).length === 0 && counted?.state === 'done' && olderIn(counted, newest) === 0;
  return isWell ? EXIT.done : EXIT.found;
}

async function rewrapAll(desk: Desk<Options>): Promise<ExitStatus> {
  const { dryRun = false, reason, wait } = desk.options;
  if (dryRun) return tellEnd(desk, await ended(desk, await begin(desk, { dryRun }), 'counted'));
  if (reason === undefined) throw new Failed('say why with --reason, or look first with --dry-run', EXIT.usage);
  const services = await having(desk);
  refuseLacking(services);
  const begun = await begin(desk, { reason });
  const rewrap = wait ? await ended(desk, begun, 'rewrap') : begun;
  const isLeft = rewrap.state === 'done' && olderIn(rewrap, newestOf(services)) > 0;
  return tellEnd(desk, rewrap, isLeft);
}

function tellEnd({ say }: Desk<Options>, rewrap: Rewrap, isLeft = false): ExitStatus {
  say.show(rewrap, () => rewrapText(rewrap));
  if (rewrap.state === 'running') return EXIT.done;
  const isMissing = rewrap.places.some(({ keys }) => keys.some(({ unopened }) => unopened > 0));
  return rewrap.state === 'done' && !isLeft && !isMissing ? EXIT.done : EXIT.found;
}

/** What is wrapped anew could not be opened there: whoever still has the old file is restarted first. */
function refuseLacking(services: readonly Having[]): void {
  const names = lacking(services).map(({ service }) => service).join(', '); // prettier-ignore
  if (names === '') return;
  const remedy = 'put its line into MASTER_KEY_FILE there and restart, then ask again';
  throw new Failed(`${names}: without master key ${newestOf(services)}, which is to wrap everything: ${remedy}`, EXIT.refused); // prettier-ignore
}

function begin({ door }: Desk<Options>, body: object): Promise<Rewrap> {
  return door.post<Rewrap>(platform(REWRAPPER, 'master-keys', 'rewrap'), body);
}

function masterKeys({ door }: Desk<Options>, service: OwnService = REWRAPPER): Promise<MasterKeys> {
  return door.get<MasterKeys>(platform(service, 'master-keys'));
}

async function ended(desk: Desk<Options>, begun: Rewrap, which: 'rewrap' | 'counted'): Promise<Rewrap> {
  let seen = begun;
  for (let told = ''; seen.state === 'running'; seen = (await masterKeys(desk))[which] ?? seen) {
    const line = `${seen.looked} of ${seen.total} keys looked at`;
    if (line !== told && seen.total > 0) desk.say.note(line);
    told = line;
    await sleep(LOOK_EVERY_MS);
  }
  return seen;
}

/** One process of each service is asked: the one that the gateway happens to reach. */
function having(desk: Desk<Options>): Promise<Having[]> {
  return Promise.all(SEALERS.map(async (service) => ({ service, ids: (await masterKeys(desk, service)).ids })));
}

/** Of the service that wraps anew. */
function newestOf(services: readonly Having[]): string {
  return services.find(({ service }) => service === REWRAPPER)?.ids[0] ?? '';
}

/** Services that do not have it. */
function lacking(services: readonly Having[]): Having[] {
  return services.filter(({ ids }) => !ids.includes(newestOf(services)));
}

function olderIn({ places }: Rewrap, newest: string): number {
  const older = places.flatMap(({ keys }) => keys).filter(({ masterKeyId }) => masterKeyId !== newest);
  return older.reduce((sum, { count }) => sum + count, 0);
}

function statusText(
  services: readonly Having[],
  newest: string,
  { counted, rewrap }: { readonly counted?: Rewrap; readonly rewrap?: Rewrap },
): string {
  const has = services.map(({ service, ids: [wraps, ...opens] }) => [service, wraps, opens.join(' ') || undefined]);
  const lines = [table(['service', 'wraps with', 'opens too'], has)];
  for (const { service } of lacking(services)) lines.push(paint('red', `${service} cannot open what ${newest} wraps`));
  if (rewrap !== undefined && rewrap.state !== 'done') lines.push(`the last rewrap: ${rewrapText(rewrap)}`);
  if (counted === undefined) return [...lines, 'nothing was ever counted'].join('\n');
  if (counted.state !== 'done') return [...lines, paint('red', `the count: ${rewrapText(counted)}`)].join('\n');
  lines.push(`counted at ${counted.startedAt}:`, wrappedText(counted, newest));
  const older = olderIn(counted, newest);
  const sentence = older === 0 ? paint('green', `all under ${newest}: no other line is needed`) : paint('yellow', `${older} under other master keys: \`keys rewrap\``); // prettier-ignore
  return [...lines, sentence].join('\n');
}

function wrappedText({ places }: Rewrap, newest: string): string {
  const rows = places.flatMap(({ name, keys }) =>
    keys.map(({ masterKeyId, count, unopened }) => {
      const is = masterKeyId === newest ? 'newest' : 'older';
      return [name, masterKeyId, is, count, unopened];
    }),
  );
  return table(['what', 'master key', 'is', 'wraps', 'cannot be opened'], rows);
}

function rewrapText({ state, dryRun, looked, total, places, error }: Rewrap): string {
  if (state === 'running') return `${state}, ${looked} of ${total} keys looked at`;
  if (state !== 'done') return paint('red', `${state}${error === undefined ? '' : `: ${error}`}; ask for it again`);
  const lines = places.map((place) => placeText(place, dryRun));
  return lines.join('\n');
}

function placeText({ name, keys, rewrapped, overtaken }: Place, dryRun: boolean): string {
  const done = `${name}: ${rewrapped} ${dryRun ? 'would be wrapped anew' : 'wrapped anew'}`;
  const left = overtaken === 0 ? '' : `, ${overtaken} changed or destroyed meanwhile`;
  const missing = keys.filter(({ unopened }) => unopened > 0);
  const lines = missing.map(({ masterKeyId, unopened }) => `  ${unopened} cannot be opened: they name master key ${masterKeyId}`); // prettier-ignore
  return [paint(lines.length === 0 ? 'green' : 'yellow', `${done}${left}`), ...lines].join('\n');
}
