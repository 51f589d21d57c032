import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { acting, type Desk } from '../acting';
import { wholeNumber } from '../arguments';
import { EXIT, type ExitStatus } from '../exit';
import { paint } from '../say';
import { BOOKKEEPERS, everyMerchantOption, pathOf, type OwnService } from '../services';

interface Verification {
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  readonly looked: number;
  readonly total: number;
  readonly books: readonly { readonly name: string; readonly ledgers: number; readonly drifted: number }[];
  readonly drifts: number;
  readonly error?: string;
}

interface Drift {
  readonly book: string;
  readonly merchantId: string;
  readonly of: string;
  readonly what: string;
  readonly eventIds: readonly string[];
}

interface Verified extends Verification {
  readonly service: OwnService;
  /** The first thousand. */
  readonly found: readonly Drift[];
}

interface Options {
  readonly settle: number;
  readonly reason?: string;
  readonly everyMerchant?: boolean;
}

const LOOK_EVERY_MS = 300;

/** Whether the books balance. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('has stock and money added up anew from the streams, and names what differs; exit status 1 on drift')
    .option(
      '--settle <seconds>',
      'how long a difference must last to count: what is on its way is none',
      wholeNumber(0, 600),
      5,
    )
    .option('--reason <text>', 'why; kept in the audit trail')
    .addOption(everyMerchantOption())
    .action(acting<Options>(verify))
    .addHelpText(
      'after',
      '\nEach service verifies its own books, beside what else it does; a verification that is under way is waited for.',
    );
}

async function verify(desk: Desk<Options>): Promise<ExitStatus> {
  const verified = await Promise.all(BOOKKEEPERS.map((service) => verifyOne(desk, service)));
  desk.say.show(verified, () => verified.map(text).join('\n'));
  const isWell = verified.every(({ state, drifts }) => state === 'done' && drifts === 0);
  return isWell ? EXIT.done : EXIT.found;
}

async function verifyOne({ door, say, options }: Desk<Options>, service: OwnService): Promise<Verified> {
  const path = pathOf(options)(service, 'verification');
  let seen = await door.post<Verification>(path, { settleSeconds: options.settle, reason: options.reason });
  for (let told = ''; seen.state === 'running'; seen = await door.get<Verification>(path)) {
    const line = `${service}: ${seen.looked} of ${seen.total} records`;
    if (line !== told && seen.total > 0) say.note(line);
    told = line;
    await sleep(LOOK_EVERY_MS);
  }
  const found: Drift[] = [];
  for await (const drift of door.all<Drift>(`${path}/drifts`)) found.push(drift);
  return { ...seen, service, found };
}

function text({ service, state, books, drifts, found, error }: Verified): string {
  if (state !== 'done') return paint('red', `${service}: ${state}${error === undefined ? '' : `: ${error}`}`);
  const looked = books.map(({ name, ledgers }) => `${ledgers} ledgers of ${name}`).join(', ') || 'no ledgers';
  if (drifts === 0) return paint('green', `${service}: ${looked}: no drift`);
  const lines = found.map(({ book, merchantId, of, what, eventIds }) => {
    const ids = eventIds.map((id) => `    ${id}`);
    return [`${paint('red', book)} ${merchantId} ${of}: ${what}`, ...ids].join('\n');
  });
  return [...lines, paint('red', `${service}: ${looked}: ${drifts} differences`)].join('\n');
}
