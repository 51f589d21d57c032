import { Command } from 'commander';
import { acting } from '../acting';
import { wholeNumber } from '../arguments';
import { EXIT } from '../exit';
import { paint } from '../say';
import type { Verified } from '../verify/verify';

/** Whether the books balance. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'derives stock and money anew from the streams and names what differs, of all merchants; exit status 1 on drift',
    )
    .option(
      '--settle <seconds>',
      'how long a difference must last to count: what is on its way is none',
      wholeNumber(0, 600),
      5,
    )
    .action(
      acting<{ settle: number }>(async ({ say, options }) => {
        const tool = require('../verify/verify') as typeof import('../verify/verify');
        const verified = await tool.verify(options.settle * 1_000);
        say.show(verified, () => text(verified));
        return verified.drifts.length === 0 ? EXIT.done : EXIT.found;
      }),
    )
    .addHelpText('after', '\nExamples:\n  npx entrepot verify\n  npx entrepot verify --json --settle 30');
}

function text({ ledgers, orders, drifts }: Verified): string {
  const looked = `${ledgers} stock ledgers and the money of ${orders} orders`;
  if (drifts.length === 0) return paint('green', `${looked}: no drift`);
  const lines = drifts.map(({ book, merchantId, of, what, eventIds }) => {
    const ids = eventIds.map((id) => `    ${id}`);
    return [`${paint('red', book)} ${merchantId} ${of}: ${what}`, ...ids].join('\n');
  });
  return [...lines, paint('red', `${looked}: ${drifts.length} differences`)].join('\n');
}
