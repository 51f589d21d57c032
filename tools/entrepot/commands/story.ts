import { Command } from 'commander';
import { acting } from '../acting';
import { withQuery, type Door } from '../door';
import { EXIT, Failed } from '../exit';
import { paint, plain } from '../say';

interface Entry {
  readonly at: string;
  readonly service: string;
  readonly event: string;
  readonly summary: string;
  readonly id: string;
}

/** Everything that happened to an order, in all services. */
export function storyCommand(): Command {
  return new Command('story')
    .description('tells everything that happened to an order, in all services, the oldest first')
    .argument('<order>', 'the order’s id, or the name that its source gave it')
    .option('--ids', 'with the ids of the events')
    .action(
      acting<{ ids?: boolean }>(async ({ door, say, options }, order: string) => {
        const orderId = await orderIdOf(door, order);
        const entries: Entry[] = [];
        for await (const entry of door.all<Entry>(`/v1/orders/${encodeURIComponent(orderId)}/story`))
          entries.push(entry);
        say.show(entries, () =>
          [paint('bold', orderId), ...entries.map((entry) => line(entry, options.ids === true))].join('\n'),
        );
      }),
    );
}

async function orderIdOf(door: Door, order: string): Promise<string> {
  if ((await door.find(`/v1/orders/${encodeURIComponent(order)}`)) !== undefined) return order;
  const { items } = await door.get<{ items: readonly { orderId: string; source: string }[] }>(
    withQuery('/v1/orders', { sourceOrderId: order }),
  );
  if (items.length === 1) return items[0]!.orderId;
  if (items.length === 0) throw new Failed(`there is no order ${order}`, EXIT.refused);
  const choices = items.map(({ orderId, source }) => `${orderId} of ${source}`).join(', ');
  throw new Failed(`several orders are called ${order}: ${choices}`, EXIT.usage);
}

function line({ at, service, event, summary, id }: Entry, withId: boolean): string {
  const told = `${paint('dim', at)}  ${service.padEnd(9)}  ${event.padEnd(28)}  ${plain(summary)}`;
  return withId ? `${told}\n${' '.repeat(26)}${paint('dim', id)}` : told;
}
