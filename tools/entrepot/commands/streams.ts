import { Command } from 'commander';
import { acting } from '../acting';
import { wholeNumber } from '../arguments';
import { withQuery, type Door } from '../door';
import { EXIT, Failed } from '../exit';
import { paint } from '../say';
import { isOwnService, operations, OWN_SERVICES, serviceOption, type OwnService } from '../services';

interface Recorded {
  readonly id: string;
  readonly at: string;
  readonly cause: object;
  readonly event: { readonly type: string };
}

interface History {
  readonly items: readonly Recorded[];
  readonly next?: string;
}

interface Options {
  readonly service?: OwnService;
  readonly limit?: number;
  readonly after?: number;
  readonly open?: boolean;
  readonly reason?: string;
}

interface Named {
  readonly service?: OwnService;
  readonly kind: string;
  readonly key: string;
}

/** The recorded events of a stream. */
export function streamsCommand(): Command {
  return new Command('streams').description('the recorded truth').addCommand(showCommand());
}

function showCommand(): Command {
  return new Command('show')
    .description('shows what a stream has recorded, the oldest first')
    .argument('<stream>', 'service/kind/key, kind/key, or an id of a stream or event as lists show it')
    .addOption(serviceOption())
    .option('--after <version>', 'only versions after this one', wholeNumber(0, 1_000_000_000))
    .option('--limit <count>', 'at most so many events (default 200)', wholeNumber(1, 100_000))
    .option('--open', 'with personal data in plain: wants a key with personal-data:read, and --reason')
    .option('--reason <text>', 'why it is opened; kept in the audit trail')
    .action(
      acting<Options>(async ({ door, say, options }, stream: string) => {
        if (options.open === true && options.reason === undefined) throw new Failed('why? give --reason', EXIT.usage);
        const { more, ...found } = await historyOf(door, nameOf(stream), options);
        if (more) say.warn(`more is recorded than these ${found.events.length} events: --limit or --after shows it`);
        const head = paint('bold', `${found.service} ${found.kind}/${found.key}`);
        say.show(found, () => [head, ...found.events.map(text)].join('\n'));
      }),
    );
}

/** `acme/order/ord_1/0000000003#0` and `acme/order/ord_1` name merchant, kind and key, percent-encoded. */
export function nameOf(text: string): Named {
  const parts = text.replace(/\/\d{10}(#\d+)?$/, '').split('/');
  const [first = '', second = '', ...rest] = parts;
  if (parts.length < 2)
    throw new Failed(`${text} names no stream: give service/kind/key, such as orders/order/ord_1`, EXIT.usage);
  if (isOwnService(first) && rest.length > 0) return { service: first, kind: second, key: rest.join('/') };
  if (rest.length === 1) return { kind: decoded(second, text), key: decoded(rest[0]!, text) };
  return { kind: first, key: [second, ...rest].join('/') };
}

function decoded(part: string, text: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Failed(`${text} is no id as lists show it: ${part} is not percent-encoded`, EXIT.usage);
  }
}

async function historyOf(door: Door, { service, kind, key }: Named, options: Options) {
  const { after = 0 } = options;
  const asked = options.service ?? service;
  for (const name of asked === undefined ? OWN_SERVICES : [asked]) {
    const path = operations(name, 'streams', kind, key);
    const first = await door.find<History>(withQuery(path, { after, limit: 1 }));
    if (first === undefined || first.items.length === 0) continue;
    return { service: name, kind, key, ...(await eventsOf(door, path, options)) };
  }
  const behind = Number(after) > 0 ? ` after version ${after}` : '';
  throw new Failed(`nothing is recorded of ${kind}/${key}${behind}`, EXIT.refused);
}

async function eventsOf(door: Door, path: string, options: Options) {
  const { limit = 200, after = 0, open, reason } = options;
  const events: Recorded[] = [];
  let from: string | undefined = String(after);
  while (from !== undefined && events.length < limit) {
    const part = { after: Number(from), limit: Math.min(limit, 200) };
    const page: History = await (open === true
      ? door.post<History>(`${path}/open`, { ...part, reason })
      : door.get<History>(withQuery(path, part)));
    events.push(...page.items);
    from = page.next;
  }
  return { events: events.slice(0, limit), more: from !== undefined || events.length > limit };
}

function text({ id, at, event: { type, ...fields } }: Recorded): string {
  const shown = JSON.stringify(fields, null, 2).split('\n').slice(1, -1).join('\n');
  return [`${paint('dim', at)}  ${paint('bold', type)}  ${paint('dim', id)}`, shown]
    .filter((part) => part !== '')
    .join('\n');
}
