import type { PlaceOrder } from '@entrepot/contracts/orders';
import type { Random } from '../engine/random';
import { MERCHANT, type IntakeMessage, type Shop } from './shop';

/** What is wrong with a message on the intake topic. `twin`: the id of an order with another content. */
export type Spoiling = 'truncated' | 'alien' | 'unnamed' | 'no-order' | 'twin';
export const SPOILINGS: readonly Spoiling[] = ['truncated', 'alien', 'unnamed', 'no-order', 'twin'];

const SOURCE = 'shop';

/** Whoever sends orders to the intake topic: some of them twice, and some send what is none. */
export class Senders {
  /** Each of these has to be answered, once: the same content under the same id is the same message. */
  readonly refusable = new Set<string>();

  constructor(
    private readonly shop: Shop,
    private readonly random: Random,
  ) {}

  /** An order, in as many copies as its sender thought that it needs. */
  send(sourceOrderId: string, body: Omit<PlaceOrder, 'source' | 'sourceOrderId'>, copies: number): void {
    const message = messageOf(sourceOrderId, { ...body, source: SOURCE, sourceOrderId });
    for (let copy = 0; copy < copies; copy += 1) this.shop.submit(message);
  }

  spoil(how: Spoiling, sourceOrderId: string, body: Omit<PlaceOrder, 'source' | 'sourceOrderId'>): void {
    const sound = messageOf(sourceOrderId, { ...body, source: SOURCE, sourceOrderId });
    const spoiled = spoiledOf(sound, how);
    const id = spoiled.headers['ce_id'] ?? `nameless ${this.refusable.size}`;
    this.refusable.add(`${id} ${spoiled.value}`);
    this.shop.submit(spoiled);
    // With an id its copy is the same message.
    if (spoiled.headers['ce_id'] !== undefined && this.random.chance(0.5)) this.shop.submit(spoiled);
  }
}

function messageOf(sourceOrderId: string, body: object): IntakeMessage {
  const headers = {
    ce_specversion: '1.0',
    ce_type: 'OrderSubmitted',
    ce_source: `/${SOURCE}`,
    ce_id: `${SOURCE}-${sourceOrderId}`,
    ce_merchantid: MERCHANT,
  };
  return { key: `${MERCHANT}/${sourceOrderId}`, value: JSON.stringify(body), headers };
}

function spoiledOf(sound: IntakeMessage, how: Spoiling): IntakeMessage {
  const { value, headers } = sound;
  switch (how) {
    case 'truncated':
      return { ...sound, value: value.slice(0, value.length / 2) };
    case 'alien':
      return { ...sound, value: '\u0000not one of ours', headers: { 'x-from': 'elsewhere' } };
    case 'unnamed':
      return { ...sound, value: JSON.stringify({ ...JSON.parse(value), sourceOrderId: undefined }) };
    case 'no-order':
      return { ...sound, value: '[]', headers: { ...headers, ce_type: 'SomethingElse' } };
    case 'twin':
      return { ...sound, value: JSON.stringify({ ...JSON.parse(value), shipTo: { city: 'Porto', country: 'PT' } }) };
  }
}
