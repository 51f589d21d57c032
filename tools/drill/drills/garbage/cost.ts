import { setTimeout as sleep } from 'node:timers/promises';
import type { Say } from '@entrepot/testing';
import type { Message, Producer } from 'kafkajs';
import { Api } from '../../../replay/api';
import { keyOf, type Target } from '../../../system-for-tool';
import { promised, type Promised } from '../../drill';
import type { Letters } from './letters';
import { MARK } from './spoil';

/** What poison costs those behind it in the same partition. */
export interface Cost {
  readonly poisons: number;
  /** Milliseconds from the first poison to the last being settled. */
  readonly tookMs: number;
  /** Milliseconds that a poison keeps the partition, and so a key behind it, from going on. */
  readonly eachMs: number;
}

interface CostParts {
  readonly target: Target;
  readonly sender: Producer;
  readonly letters: Letters;
  readonly say: Say;
}

const POISONS = 400;
const TOPIC = 'payments.payment.v1';
const READER = 'orders';
const MOST_EACH_MS = 10;
const LOOK_EVERY_MS = 20;
const WITHIN_MS = 60_000;

/**
 * Nothing but poison in one partition, after the orders have all come in: the time until its reader has settled all of it, by the number. One poison
 * a second keeps the others waiting for that part of the second.
 */
export async function costOfPoison(parts: CostParts): Promise<Cost> {
  const { target, sender, letters, say } = parts;
  const api = new Api(target.urls[READER], keyOf(target, READER));
  while (!(await api.get<{ idle: boolean }>('/v1/operations/progress')).idle) await sleep(250);
  const before = await letters.count(READER);
  const messages = Array.from({ length: POISONS }, (_, index) => poison(target.merchantId, index));
  const started = performance.now();
  await sender.send({ topic: target.backends.topic(TOPIC), acks: -1, messages });
  while ((await letters.count(READER)) < before + POISONS && performance.now() - started < WITHIN_MS) {
    await sleep(LOOK_EVERY_MS);
  }
  const tookMs = Math.round(performance.now() - started);
  const eachMs = Math.round((tookMs / POISONS) * 100) / 100;
  say(`${POISONS} poisons took ${tookMs} ms`);
  return { poisons: POISONS, tookMs, eachMs };
}

function poison(merchantId: string, index: number): Message {
  const stream = `${merchantId}/payment/${MARK}-cost-${index}`;
  const headers = {
    ...{ ce_specversion: '1.0', ce_id: `${stream}/0000000001#0`, ce_source: '/entrepot/payments' },
    ...{
      ce_type: 'PaymentAuthorised',
      ce_subject: stream,
      ce_merchantid: merchantId,
      ce_time: new Date().toISOString(),
      'content-type': 'application/json',
    },
  };
  return { key: stream, value: '{"truncated":', headers, partition: 0 };
}

export function costPromise({ poisons, tookMs, eachMs }: Cost): Promised[] {
  return [
    promised(
      'a poison a second costs the keys behind it less than 1 % of their throughput',
      eachMs < MOST_EACH_MS,
      `${poisons} poisons in one partition were settled in ${tookMs} ms: ${eachMs} ms each, ${(eachMs / 10).toFixed(2)} % of a second`,
    ),
  ];
}
