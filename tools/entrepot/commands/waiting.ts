import { Command } from 'commander';
import type { Desk } from '../acting';
import { acting } from '../acting';
import { duration, wholeNumber } from '../arguments';
import { askEach } from '../ask-each';
import { withQuery } from '../door';
import { EXIT, Failed, type ExitStatus } from '../exit';
import { ageOf, table } from '../say';
import { actOnSelection, type Selecting, type SelectionOptions } from '../selection';
import {
  everyMerchantOption,
  operations,
  OWN_SERVICES,
  pathOf,
  serviceOption,
  serviceWith,
  type OwnService,
} from '../services';

/** A list of something that waits, in every service. */
export interface Waiting {
  /** `dead-letters`: the command and part of the path. */
  readonly list: string;
  /** `dead letter`, for sentences. */
  readonly what: string;
  readonly head: readonly string[];
  readonly row: (item: Item) => readonly (string | number | undefined)[];
  /** Filters of the list besides age and number. */
  readonly filters: readonly ('handler' | 'code' | 'kind')[];
  /** The operator can look at those of all merchants. */
  readonly hasEveryMerchant: boolean;
  /** They are kept messages: with a reason they are opened. */
  readonly isHeld?: boolean;
}

interface ShowOptions {
  readonly service?: OwnService;
  readonly everyMerchant?: boolean;
  readonly open?: boolean;
  readonly reason?: string;
}

export type Item = Readonly<Record<string, unknown>> & { readonly id: string };

type ListOptions = Omit<SelectionOptions, 'all' | 'dryRun' | 'reason' | 'perSecond'> & { readonly kind?: string };

/** What the name of a handler is, by list. */
const HANDLER: Readonly<Record<string, string>> = {
  'dead-letters': 'only of this reaction, effect or view',
  parked: 'only of this effect or view, or of reactions on this kind of stream, as the list shows it',
  tasks: 'only of this effect or timer: its kind without `effect:` or `timer:`',
};

const MEANING = {
  code: 'only with this refusal code',
  kind: 'only of this kind',
} as const;

const DEFAULT_MOST = 50;

/** `<list> list`: of all services, by age within each. */
export function listCommand(waiting: Waiting): Command {
  const command = new Command('list')
    .description(`lists what is there, the oldest first of each service`)
    .addOption(serviceOption())
    .option('--older-than <duration>', 'only what has waited for longer, such as PT1H', duration)
    .option('--limit <count>', `at most so many of each service (default ${DEFAULT_MOST})`, wholeNumber(1, 100_000));
  for (const filter of waiting.filters) command.option(`--${filter} <name>`, meaningOf(waiting.list, filter));
  if (waiting.hasEveryMerchant) command.addOption(everyMerchantOption());
  return command.action(acting<ListOptions>((desk) => list(desk, waiting)));
}

/** `<list> show ID`. */
export function showCommand({ list: path, what, hasEveryMerchant, isHeld = false }: Waiting): Command {
  const command = new Command('show')
    .description(`shows one ${what}, with its content${isHeld ? '; personal data in it is sealed or masked' : ''}`)
    .argument('<id>')
    .addOption(serviceOption());
  if (isHeld) {
    command
      .option('--open', 'with personal data in plain: wants a key with personal-data:read, and --reason')
      .option('--reason <text>', 'why it is opened; kept in the audit trail');
  }
  if (hasEveryMerchant) command.addOption(everyMerchantOption());
  return command.action(
    acting<ShowOptions>(async ({ door, say, options }, id: string) => {
      if (options.open === true) refuseToOpen(options);
      let found: object | undefined;
      const service = await serviceWith(`${what} ${id}`, options.service, async (name) => {
        const item = await door.find<object>(pathOf(options)(name, path, id));
        found ??= item;
        return item !== undefined;
      });
      if (options.open === true) {
        found = await door.post<object>(`${operations(service, path, id)}/open`, { reason: options.reason });
      }
      const shown = { service, ...found };
      say.show(shown, () => JSON.stringify(shown, null, 2));
    }),
  );
}

function refuseToOpen({ reason, everyMerchant }: ShowOptions): void {
  if (reason === undefined) throw new Failed('why? give --reason', EXIT.usage);
  if (everyMerchant === true) throw new Failed('only the merchant itself can open what is its own', EXIT.usage);
}

function meaningOf(list: string, filter: Waiting['filters'][number]): string {
  return filter === 'handler' ? (HANDLER[list] ?? 'only of this handler') : MEANING[filter];
}

/** A command that does something to some of them, or to all that match. */
export function selectionCommand(
  name: string,
  selecting: Selecting,
  asks: { reason: 'needed' | 'free'; everyMerchant?: boolean },
): Command {
  const command = new Command(name)
    .argument('[ids...]')
    .addOption(serviceOption())
    .option('--all', 'all that match the filters')
    .option('--handler <name>', meaningOf(selecting.list, 'handler'))
    .option('--older-than <duration>', 'only what has waited for longer, such as PT1H', duration)
    .option('--limit <count>', 'at most so many', wholeNumber(1, 1_000_000))
    .option('--per-second <count>', 'not faster than this; 50 is the fastest', wholeNumber(1, 50))
    .option('--dry-run', 'say which ones it would be, do nothing');
  if (asks.everyMerchant === true) command.addOption(everyMerchantOption());
  if (selecting.hasCode) command.option('--code <code>', MEANING.code);
  if (asks.reason === 'needed') command.requiredOption('--reason <text>', 'why; kept in the audit trail');
  else command.option('--reason <text>', 'why; kept in the audit trail');
  return command.action(acting<SelectionOptions>((desk, ids: string[]) => actOnSelection(desk, selecting, ids)));
}

async function list(desk: Desk<ListOptions>, waiting: Waiting): Promise<ExitStatus> {
  const { door, say, options } = desk;
  const { service: only, limit = DEFAULT_MOST, handler, code, kind, olderThan } = options;
  const { found, complete } = await askEach(say, only === undefined ? OWN_SERVICES : [only], async (service) => {
    const path = withQuery(pathOf(options)(service, waiting.list), { handler, code, kind, olderThan });
    const items: (Item & { service: string })[] = [];
    for await (const item of door.all<Item>(path, limit + 1)) items.push({ service, ...item });
    if (items.length > limit) say.warn(`${service} has more of them than these ${limit}: --limit shows more`);
    return items.slice(0, limit);
  });
  say.show(found, () =>
    table(
      ['service', ...waiting.head],
      found.map((item) => [String(item['service']), ...waiting.row(item)]),
    ),
  );
  return complete ? EXIT.done : EXIT.found;
}

/** The age of something that happened then; a timer that is still to come has none. */
export function since(item: Item, field: string): string {
  const at = String(item[field]);
  return Date.parse(at) > Date.now() ? '-' : ageOf(at);
}
