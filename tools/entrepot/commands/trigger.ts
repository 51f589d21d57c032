import { Command } from 'commander';
import { acting, type Desk } from '../acting';
import { paint } from '../say';
import type { Triggered, Wish } from '../triggering';

interface Options extends Omit<Wish, 'name'> {
  readonly list?: boolean;
  readonly print?: boolean;
}

/** Publishes what a service, or somebody outside, would publish: for developers. */
export function triggerCommand(): Command {
  return new Command('trigger')
    .description('publishes an event, or a message to a door, after checking it against its contract: for developers')
    .argument('[name]', 'of the event or message, such as PaymentCaptured')
    .option('--file <json>', 'its body; - reads standard input')
    .option('--example', 'the example of the contract as its body, without what is personal')
    .option('--set <field=value>', 'a field of the body, as often as wanted; a.b names an inner one', collect, [])
    .option('--merchant <id>', 'whose; by default the merchant of the system that npm start runs')
    .option('--key <key>', 'message key of a message to a door')
    .option('--print', 'only check it and print it')
    .option('--list', 'list what there is')
    .action(acting<Options>(trigger))
    .addHelpText(
      'after',
      '\nAn event comes from a stream of its own (trigger/<new id>), so that it is no repeat of anything and hides nothing.',
    );
}

async function trigger({ say, options }: Desk<Options>, name: string | undefined): Promise<void> {
  const { contractNames, publish, prepare } = require('../triggering') as typeof import('../triggering');
  if (options.list === true || name === undefined) {
    const names = contractNames();
    say.show(names, () => names.map(({ name: each, topic }) => `${each.padEnd(34)} ${paint('dim', topic)}`).join('\n'));
    return;
  }
  const prepared = await prepare({ ...options, name });
  if (options.print !== true) await publish(prepared);
  say.show(prepared, () => text(prepared, options.print === true));
}

function collect(given: string, all: readonly string[]): string[] {
  return [...all, given];
}

function text({ topic, key, headers, body }: Triggered, isPrinted: boolean): string {
  const shown = JSON.stringify(body, null, 2);
  if (isPrinted) return shown;
  return `${paint('green', 'published')} to ${topic} under ${key} as ${headers['ce_id']}`;
}
