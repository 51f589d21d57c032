import { EXIT, Failed, type ExitStatus } from './exit';
import type { Desk } from './acting';
import { paint, table } from './say';
import { OWN_SERVICES, pathOf, serviceWith, type OwnService } from './services';

/** Which of what waits: by ids, or all that match. */
export interface SelectionOptions {
  readonly service?: OwnService;
  readonly all?: boolean;
  readonly handler?: string;
  readonly code?: string;
  readonly olderThan?: string;
  readonly limit?: number;
  readonly dryRun?: boolean;
  readonly reason?: string;
  readonly perSecond?: number;
  /** Of all merchants, with the operator's key. */
  readonly everyMerchant?: boolean;
}

/** A kind of thing that waits, and what is done to several of it. */
export interface Selecting {
  /** `dead-letters`: part of the path. */
  readonly list: string;
  /** `redrive`: part of the path. */
  readonly action: string;
  /** `dead letter`, for sentences. */
  readonly what: string;
  /** They have a refusal code to choose by. */
  readonly hasCode: boolean;
}

interface ItemResult {
  readonly id: string;
  readonly result: string;
  readonly code?: string;
  readonly reason?: string;
}

type Row = ItemResult & { readonly service: string };

interface Answer {
  readonly results: readonly ItemResult[];
  readonly next?: string;
}

const MOST_AT_ONCE = 200;
/** A request that keeps to a pace is ten seconds long at most. */
const SECONDS_AT_ONCE = 10;
const NOT_DONE = ['failed', 'not-found', 'refused'];

/**
 * Does it to what was selected, piece by piece at the pace that was asked for, and tells what became of each; of those that were done
 * when a piece fails, too.
 */
export async function actOnSelection(
  desk: Desk<SelectionOptions>,
  selecting: Selecting,
  ids: readonly string[],
): Promise<ExitStatus> {
  checkSelection(desk.options, selecting, ids);
  const rows: Row[] = [];
  const bodies = ids.length > 0 ? chosen(desk, selecting, ids) : matching(desk, selecting);
  const show = () => desk.say.show(rows, () => resultTable(rows, desk.options.dryRun === true));
  try {
    for await (const row of bodies) rows.push(row);
  } catch (error) {
    if (rows.length > 0) show();
    throw error;
  }
  show();
  return rows.some(({ result }) => NOT_DONE.includes(result)) ? EXIT.found : EXIT.done;
}

function checkSelection(options: SelectionOptions, { hasCode }: Selecting, ids: readonly string[]): void {
  const filters = [options.handler, options.code, options.olderThan, options.limit].filter(
    (each) => each !== undefined,
  );
  if (ids.length > 0 && (options.all === true || filters.length > 0))
    throw new Failed('name ids, or --all with filters, not both', EXIT.usage);
  if (ids.length === 0 && options.all !== true)
    throw new Failed(
      `name ids, or --all (narrowed by --service, --handler,${hasCode ? ' --code,' : ''} --older-than, --limit)`,
      EXIT.usage,
    );
}

async function* chosen(desk: Desk<SelectionOptions>, selecting: Selecting, ids: readonly string[]) {
  const byService = new Map<OwnService, string[]>();
  for (const id of new Set(ids)) {
    const service = await serviceWith(`${selecting.what} ${id}`, desk.options.service, async (name) => {
      return (await desk.door.find(pathOf(desk.options)(name, selecting.list, id))) !== undefined;
    });
    byService.set(service, [...(byService.get(service) ?? []), id]);
  }
  const size = atOnce(desk.options);
  for (const [service, named] of byService) {
    for (let from = 0; from < named.length; from += size) {
      const answer = await act(desk, selecting, service, { ids: named.slice(from, from + size) });
      yield* answer.results.map((result) => ({ service, ...result }));
    }
  }
}

async function* matching(desk: Desk<SelectionOptions>, selecting: Selecting) {
  const { service: only, handler, code, olderThan, limit = Infinity } = desk.options;
  const size = atOnce(desk.options);
  let left = limit;
  for (const service of only === undefined ? OWN_SERVICES : [only]) {
    for (let cursor: string | undefined = ''; cursor !== undefined && left > 0;) {
      const from = cursor === '' ? {} : { cursor };
      const filter = { handler, code, olderThan, limit: Math.min(size, left), ...from };
      const { results, next }: Answer = await act(desk, selecting, service, { filter });
      left -= results.length;
      cursor = next;
      yield* results.map((result) => ({ service, ...result }));
    }
  }
}

async function act(
  { door, options }: Desk<SelectionOptions>,
  { list, action }: Selecting,
  service: OwnService,
  selection: object,
): Promise<Answer> {
  const { dryRun, reason, perSecond } = options;
  return door.post<Answer>(pathOf(options)(service, list, action), { ...selection, dryRun, reason, perSecond });
}

function atOnce({ perSecond, dryRun }: SelectionOptions): number {
  if (perSecond === undefined || dryRun === true) return MOST_AT_ONCE;
  return Math.min(MOST_AT_ONCE, perSecond * SECONDS_AT_ONCE);
}

function resultTable(rows: readonly Row[], isDry: boolean): string {
  const counts = new Map<string, number>();
  for (const { result } of rows) counts.set(result, (counts.get(result) ?? 0) + 1);
  const sums = [...counts].map(([result, count]) => `${count} ${result}`).join(', ');
  const lines = rows.map(({ service, result, code, reason, id }) => [service, result, code ?? reason, id]);
  const note = isDry ? paint('yellow', '\ndry run: nothing was done') : '';
  return rows.length === 0 ? 'nothing matches' : `${table(['service', 'result', 'why', 'id'], lines)}\n${sums}${note}`;
}
