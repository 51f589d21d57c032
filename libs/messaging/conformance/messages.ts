import { eventId, recordId, streamId } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import { Header, sourceOf, type OutgoingMessage } from '../src/index';

export const MERCHANT = 'demo';

export interface PublishedEvent {
  readonly event: AnyEvent;
  /** Key of the source stream. */
  readonly from: string;
  readonly version: number;
  readonly index?: number;
  readonly previous?: string;
}

/** An event of the till's payment streams as the till's relay would publish it. */
export function paymentMessage({ event, from, version, index = 0, previous }: PublishedEvent): OutgoingMessage {
  const stream = streamId(MERCHANT, 'payment', from);
  const headers: Record<string, string> = {
    [Header.specVersion]: '1.0',
    [Header.id]: eventId({ _id: recordId(stream, version) }, index),
    [Header.source]: sourceOf('till'),
    [Header.type]: event.type,
    [Header.subject]: stream,
    [Header.time]: '2026-01-01T00:00:00.000Z',
    [Header.merchant]: MERCHANT,
    [Header.contentType]: 'application/json',
  };
  if (previous !== undefined) headers[Header.previous] = previous;
  return { topic: 'till.payment.v1', key: stream, value: JSON.stringify(event), headers };
}
