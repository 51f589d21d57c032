import { resultOf } from '../engine/simulation';
import { statesOf } from '../world/checks';
import type { World } from '../world/world';
import type { Bank } from './bank';
import { firstClaim, SaleStream } from './counter';
import type { ClaimGranted, PoolMoved, SaleDropped, SaleOpened, SaleProlonged } from './facts';
import { ClaimStream, PoolStream } from './vault';

/** What was asked for in a history. */
export interface Wanted {
  /** Ids of the sales. */
  readonly sales: readonly string[];
  readonly paidTwice: readonly string[];
  readonly units: number;
}

const OVER: readonly string[] = ['done', 'failed', 'settled'];

export function saleStates(world: World) {
  return statesOf(world.databaseOf('counter'), SaleStream);
}

/** No sale waits for anything. */
export function areOver(world: World): boolean {
  return [...saleStates(world).values()].every(({ status }) => OVER.includes(status));
}

/** One sale for each that was asked for, one claim for each of them, and the money of those that were done. */
export function saleProblems(world: World, bank: Bank, wanted: Wanted): string[] {
  const sales = saleStates(world);
  const claims = statesOf(world.databaseOf('vault'), ClaimStream);
  const names = [...wanted.sales.map(firstClaim), ...wanted.paidTwice.map((saleId) => `${saleId}-2`), 'fill'];
  const strange = [...claims.keys()].filter((key) => !names.includes(key));
  const missing = wanted.sales.filter((saleId) => !sales.has(saleId));
  const unasked = [...sales.keys()].filter((saleId) => !wanted.sales.includes(saleId));
  const paid = new Set([...sales.values()].flatMap(({ status, claimId }) => (status === 'done' ? [claimId] : [])));
  const wrong = [...new Set([...bank.charges.values()].map(({ claimId }) => claimId))].filter(
    (claimId) => bank.balanceOf(claimId) !== (paid.has(claimId) ? 1 : 0),
  );
  const unpaid = [...paid].filter((claimId) => bank.balanceOf(claimId!) !== 1);
  return [
    ...missing.map((saleId) => `${saleId} was asked for and is not there`),
    ...unasked.map((saleId) => `${saleId} was never asked for`),
    ...strange.map((key) => `nobody asked for claim ${key}`),
    ...wrong.map((claimId) => `the bank has ${bank.balanceOf(claimId)} of claim ${claimId}`),
    ...unpaid.map((claimId) => `the bank has nothing of claim ${claimId}, whose sale is done`),
  ];
}

/** A sale has seen every claim that was granted for it, once. */
export function seenProblems(world: World): string[] {
  const granted = world.databaseOf('vault').log.flatMap(({ events }) => events as unknown as readonly ClaimGranted[]);
  const wanted = granted
    .filter(({ type }) => type === 'ClaimGranted')
    .map(({ saleId, claimId }) => `${saleId} ${claimId}`);
  const seen = [...saleStates(world)].flatMap(([saleId, sale]) => sale.seen.map((claimId) => `${saleId} ${claimId}`));
  const isSame = JSON.stringify(wanted.sort()) === JSON.stringify(seen.sort());
  return isSame ? [] : [`granted was ${wanted.join(', ')}; sales saw ${seen.join(', ')}`];
}

/** The ledger adds up, was never below nothing, and has what claims left. */
export function poolProblems(world: World, { units }: Wanted): string[] {
  const { log } = world.databaseOf('vault');
  const entries = log.filter(({ kind }) => kind === PoolStream.kind).sort((a, b) => a.version - b.version);
  let left = 0;
  const found: string[] = [];
  for (const entry of entries.flatMap(({ events }) => events as unknown as PoolMoved[])) {
    left += entry.delta;
    if (entry.left !== left || left < 0)
      found.push(`the pool has ${left} after ${entry.claimId}, its ledger says ${entry.left}`);
  }
  const claims = [...statesOf(world.databaseOf('vault'), ClaimStream).values()];
  const held = claims.filter(({ status }) => ['charging', 'charged', 'refunding'].includes(status)).length;
  if (entries.length > 0 && left !== units - held) found.push(`${units} came in, ${held} are held, ${left} are there`);
  return found;
}

/** Nothing lapses before its time, by the clock of the database. */
export function hastyProblems(world: World): string[] {
  const { log, committedAt } = world.databaseOf('counter');
  const due = new Map<string, number>();
  return log.flatMap(({ key, events }, place) =>
    events.flatMap((event) => {
      if (event.type === 'SaleOpened' || event.type === 'SaleProlonged')
        due.set(key, Date.parse((event as SaleOpened | SaleProlonged).dueAt));
      const isLapse = event.type === 'SaleDropped' && (event as SaleDropped).why === 'lapsed';
      return isLapse && committedAt[place]! < due.get(key)! ? [`${key} lapsed before it was due`] : [];
    }),
  );
}

/** The view shows what the streams give, of every sale. */
export function salesViewProblems(world: World): string[] {
  const rows = resultOf(world.databaseOf('counter').view('sales').all()) as unknown as { id: string; status: string }[];
  const shown = rows.map(({ id, status }) => `${id} ${status}`).sort();
  const given = [...saleStates(world)].map(([id, { status }]) => `${id} ${status}`).sort();
  return shown.join() === given.join() ? [] : [`view sales shows ${shown.join(', ')}; there is ${given.join(', ')}`];
}

const LISTED = ['SaleOpened', 'SaleDone', 'SaleDropped'];

/** The journal has a row for each event that it lists. */
export function journalProblems(world: World): string[] {
  const database = world.databaseOf('counter');
  const listed = database.log
    .flatMap(({ events }) => events.map(({ type }) => type))
    .filter((type) => LISTED.includes(type));
  const rows = resultOf(database.view('journal').all()) as unknown as { type: string }[];
  const shown = rows.map(({ type }) => type);
  return shown.sort().join() === listed.sort().join()
    ? []
    : [`the journal shows ${shown.join(', ')}; there is ${listed.join(', ')}`];
}
