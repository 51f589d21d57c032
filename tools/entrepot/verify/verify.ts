import { setTimeout as sleep } from 'node:timers/promises';
import { mongoOptions } from '@entrepot/platform';
import { mongo } from 'mongoose';
import { backendConfig } from '../backend-config';
import { EXIT, Failed } from '../exit';
import { verifyMoney } from './money';
import type { Drift } from './records';
import { verifyStock } from './stock';

/** What the books say when they are added up anew. */
export interface Verified {
  readonly ledgers: number;
  readonly orders: number;
  readonly drifts: readonly Drift[];
}

const PATIENCE_MS = 5_000;

/**
 * Derives stock and money anew from the streams in the databases, believing no service. What differs is looked at again after
 * `settleMs`: a difference that is still on its way between two services has another form then, or is gone.
 */
export async function verify(settleMs: number): Promise<Verified> {
  const config = backendConfig();
  const prefix = config.topicPrefix === undefined ? '' : `${config.topicPrefix}-`;
  const client = new mongo.MongoClient(config.mongodbUri, {
    ...mongoOptions(config),
    serverSelectionTimeoutMS: PATIENCE_MS,
  });
  const database = (service: string) => client.db(`${prefix}entrepot-${service}`);
  const look = async (): Promise<Verified> => {
    const stock = await verifyStock(database('inventory'));
    const money = await verifyMoney({ payments: database('payments'), orders: database('orders') });
    return { ledgers: stock.checked, orders: money.checked, drifts: [...stock.drifts, ...money.drifts] };
  };
  try {
    const first = await look();
    if (first.drifts.length === 0) return first;
    await sleep(settleMs);
    const second = await look();
    const known = new Set(first.drifts.map((drift) => JSON.stringify(drift)));
    return { ...second, drifts: second.drifts.filter((drift) => known.has(JSON.stringify(drift))) };
  } catch (error) {
    if (!(error instanceof mongo.MongoError)) throw error;
    throw new Failed(`MongoDB cannot be read: ${error.message}`, EXIT.unreachable);
  } finally {
    await client.close();
  }
}
