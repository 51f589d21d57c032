import { Command } from 'commander';
import { acting } from '../acting';
import { wholeNumber } from '../arguments';
import { askEach } from '../ask-each';
import { withQuery } from '../door';
import { EXIT } from '../exit';
import { table } from '../say';
import { operations, OWN_SERVICES, serviceOption, type OwnService } from '../services';

interface Entry {
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly what: string;
  readonly ids: readonly string[];
  readonly reason?: string;
  readonly results?: readonly { readonly result: string }[];
}

interface Options {
  readonly service?: OwnService;
  readonly by?: string;
  readonly action?: string;
  readonly limit: number;
}

/** Who did what by hand, and why. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('tells who did what by hand, and why, the newest first')
    .addOption(serviceOption())
    .option('--by <client>', 'only of this API client')
    .option('--action <name>', 'only this, such as redrive')
    .option('--limit <count>', 'at most so many', wholeNumber(1, 10_000), 50)
    .action(
      acting<Options>(async ({ door, say, options: { service: only, by, action, limit } }) => {
        const services = only === undefined ? OWN_SERVICES : [only];
        const { found, complete } = await askEach(say, services, async (service) => {
          const entries: (Entry & { service: string })[] = [];
          const path = withQuery(operations(service, 'audit'), { by, action });
          for await (const entry of door.all<Entry>(path, limit + 1)) entries.push({ service, ...entry });
          return entries;
        });
        if (found.length > limit) say.warn(`there are older entries than these ${limit}: --limit shows more`);
        const newest = found.toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit);
        say.show(newest, () => table(['at', 'service', 'by', 'what', 'result', 'why'], newest.map(row)));
        return complete ? EXIT.done : EXIT.found;
      }),
    );
}

function row({ at, service, by, action, what, ids, reason, results }: Entry & { service: string }) {
  const several = ids.length === 0 ? what : `${ids.length} of ${what}`;
  const named = ids.length === 1 ? `${what} ${ids[0]}` : several;
  const became = [...new Set(results?.map(({ result }) => result) ?? ['unknown'])].join(', ');
  return [at, service, by, `${action} ${named}`, became, reason];
}
