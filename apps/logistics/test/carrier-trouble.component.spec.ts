import { cleanUp, eventually, testBackend, TopicReader, uniqueName } from '@entrepot/testing';
import { signPayload } from '@entrepot/platform';
import { FollowedShipment } from './followed-shipment';
import { Neighbours } from './neighbours';
import { RunningLogistics } from './running-logistics';

jest.setTimeout(90_000);

/** Two seconds. */
const SILENCE_HOURS = '0.00056';
const prefix = uniqueName('logistics-trouble');
const neighbours = new Neighbours(testBackend(), prefix);
const published = new TopicReader(testBackend(), prefix);
let logistics: RunningLogistics;
let count = 0;

beforeAll(async () => {
  logistics = await RunningLogistics.launch(prefix, {
    CARRIER_SILENCE_HOURS: SILENCE_HOURS,
    CARRIER_TRY_TIMEOUT_MS: '1500',
    CARRIER_DEADLINE_MS: '3000',
  });
  await neighbours.connect();
  await published.read('logistics.shipment.v1', 'logistics.tracking.v1');
});

afterEach(() => logistics.sandbox.reset());

afterAll(async () => {
  await neighbours.close();
  await published.close();
  await logistics?.stop();
  await cleanUp(prefix, testBackend());
});

const aShipment = () => new FollowedShipment(logistics, neighbours, published);

function aWebhook(trackingNumber: string, code: string, more: object = {}): object {
  count += 1;
  return { id: `evt_${process.pid}_${count}`, trackingNumber, code, occurredAt: '2026-03-02T10:00:00Z', ...more };
}

function deliver(
  webhook: object | string,
  {
    at = Date.now(),
    secret = logistics.webhookSecret,
    ...to
  }: { at?: number; secret?: string; merchant?: string; carrier?: string } = {},
) {
  const body = typeof webhook === 'string' ? webhook : JSON.stringify(webhook);
  return logistics.webhook(body, signPayload(secret, body, at), to);
}

describe('the door for webhooks', () => {
  it('takes a webhook once, however often and at once it comes', async () => {
    const shipment = aShipment();
    const webhook = aWebhook(await shipment.labelled(), 'COLLECTED');
    const first = await deliver(webhook);
    expect([first.status, first.body]).toEqual([200, expect.objectContaining({ repeated: false })]);
    const more = await Promise.all([deliver(webhook), deliver(webhook), deliver(webhook)]);
    expect(more.map(({ status, body }) => [status, (body as { repeated: boolean }).repeated])).toEqual(
      Array.from({ length: 3 }, () => [200, true]),
    );
    await shipment.until('under-way');
    expect(await shipment.tracking()).toHaveLength(1);
  });

  it('refuses what is forged, unsigned, stale, or for nobody, and keeps nothing of it', async () => {
    const shipment = aShipment();
    const webhook = aWebhook(await shipment.labelled(), 'DELIVERED');
    const text = JSON.stringify(webhook);
    const answers = [
      await deliver(webhook, { secret: 'not-the-secret' }),
      await logistics.webhook(text, undefined),
      await logistics.webhook(JSON.stringify(webhook, null, 1), signPayload(logistics.webhookSecret, text)),
      await deliver(webhook, { at: Date.now() - 600_000 }),
      await deliver(webhook, { at: Date.now() + 600_000 }),
      await deliver(webhook, { carrier: 'nobody' }),
      await deliver(webhook, { merchant: 'nobody' }),
    ];
    expect(answers.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual([
      [401, 'webhook.signature-invalid'],
      [401, 'webhook.signature-invalid'],
      [401, 'webhook.signature-invalid'],
      [401, 'webhook.stale'],
      [401, 'webhook.stale'],
      [404, 'carrier.not-found'],
      // Nobody can find out by webhooks which merchants there are.
      [401, 'webhook.signature-invalid'],
    ]);
    expect(await shipment.tracking()).toEqual([]);
  });

  it('names the fields that it cannot read', async () => {
    const answer = await deliver({ id: 'e', code: 'COLLECTED', trackingNumber: '', occurredAt: 'yesterday' });
    expect(answer.status).toBe(422);
    const { code, errors } = answer.body as { code: string; errors: { field: string }[] };
    expect([code, errors.map(({ field }) => field).sort()]).toEqual([
      'webhook.unreadable',
      ['occurredAt', 'trackingNumber'],
    ]);
  });

  it('keeps a word of the carrier that nobody knows for people to look at', async () => {
    const shipment = aShipment();
    await deliver(aWebhook(await shipment.labelled(), 'HELD_BY_CUSTOMS', { description: 'Papers are missing' }));
    expect(
      await eventually(
        () => shipment.tracking(),
        (items) => items.length === 1,
      ),
    ).toMatchObject([{ status: 'exception', carrierStatus: 'HELD_BY_CUSTOMS', description: 'Papers are missing' }]);
    expect(await shipment.show()).toMatchObject({ state: 'labelled' });
  });

  it('keeps what comes before the tracking number is known', async () => {
    const shipment = aShipment();
    await logistics.sandbox.rule('book', 'timeout-then-success', { reference: shipment.shipmentId });
    await logistics.sandbox.rule('find', 'error', { reference: shipment.shipmentId }, 3);
    await shipment.request();
    const booked = () => logistics.sandbox.parcelWith(shipment.shipmentId);
    const { trackingNumber } = (await eventually(booked, (parcel) => parcel !== undefined))!;
    await logistics.sandbox.advance(trackingNumber, 'COLLECTED', { occurredAt: '2017-10-02T10:56:33Z' });
    expect(await shipment.until('under-way')).toMatchObject({ trackingNumber, pickedUpAt: '2017-10-02T10:56:33Z' });
    expect((await shipment.calls()).filter((call) => call.startsWith('book'))).toEqual(['book unanswered']);
    expect(published.of('CarrierEventReceived', { trackingNumber } as object)).toHaveLength(1);
  });

  it('comes to the same end when webhooks arrive twice and in another order', async () => {
    await logistics.sandbox.dials({ webhooks: { duplicateRate: 1, reorderRate: 0.5, delayMs: { min: 0, max: 300 } } });
    const all = Array.from({ length: 6 }, aShipment);
    const numbers = await Promise.all(all.map((shipment) => shipment.labelled()));
    for (const number of numbers) await logistics.sandbox.advance(number, 'DELIVERED', { steps: true });
    for (const shipment of all) {
      await shipment.until('delivered');
      await eventually(
        () => shipment.tracking(),
        (items) => items.length === 4,
      );
      expect(await shipment.tracking()).toHaveLength(4);
      const facts = await shipment.facts('ShipmentDelivered');
      expect(facts.filter((type) => type === 'ShipmentPickedUp')).toHaveLength(1);
      expect(facts.indexOf('ShipmentPickedUp')).toBeLessThan(facts.indexOf('ShipmentDelivered'));
      expect(facts.at(-1)).toBe('ShipmentDelivered');
    }
  });
});

describe('a carrier in trouble', () => {
  it('books once, whether it fails, hangs, breaks off, or loses its answer', async () => {
    const troubles = ['error', 'hang', 'reset', 'timeout-then-success'];
    const all = troubles.map(() => aShipment());
    for (const [index, shipment] of all.entries()) {
      await logistics.sandbox.rule('book', troubles[index]!, { reference: shipment.shipmentId });
    }
    await Promise.all(all.map((shipment) => shipment.request()));
    for (const shipment of all) await shipment.until('labelled');
    const calls = await Promise.all(all.map((shipment) => shipment.calls()));
    expect(calls).toEqual([
      ['book failed', 'find done', 'book done'],
      ['book unanswered', 'find done', 'book done'],
      ['book unanswered', 'find done', 'book done'],
      ['book unanswered', 'find done'],
    ]);
  });

  it('that refuses a label leaves a shipment that is shown as stuck at once, with the way to ask again', async () => {
    const shipment = aShipment();
    await logistics.sandbox.rule('book', 'decline', { reference: shipment.shipmentId });
    await shipment.request();
    expect(await shipment.until('label-failed')).toMatchObject({ reason: 'unserviceable' });
    const stuck = () => logistics.bodyOf<{ items: { id: string }[] }>('/v1/operations/stuck?kind=stream');
    const here = (page: { items: { id: string }[] }) => page.items.find(({ id }) => id === shipment.shipmentId);
    const found = here(await eventually(stuck, (page) => here(page) !== undefined));
    const retry = `/v1/shipments/${shipment.shipmentId}/label`;
    expect(found).toMatchObject({ stream: 'shipment', state: 'label-failed', waitsFor: 'operator', retry });
    expect((await logistics.post(retry, `label-${shipment.shipmentId}`)).status).toBe(200);
    await shipment.until('labelled');
    await eventually(stuck, (page) => here(page) === undefined);
    expect((await shipment.calls()).filter((call) => call.startsWith('book'))).toEqual(['book refused', 'book done']);
  });

  it('voids and intercepts once although answers are lost', async () => {
    const voided = aShipment();
    await logistics.sandbox.rule('void', 'timeout-then-success', { reference: await voided.labelled() });
    await voided.void();
    await voided.until('voided');
    const back = aShipment();
    await logistics.sandbox.rule('intercept', 'timeout-then-success', { reference: await back.pickedUp() });
    await back.intercept();
    expect(await back.until('returned')).toMatchObject({ intercepted: true });
    const calls = [...(await voided.calls()), ...(await back.calls())].filter((call) => /void|intercept/.test(call));
    expect(calls).toEqual(['void unanswered', 'intercept unanswered']);
  });

  it('is asked when it falls silent, and what it tells goes its usual way', async () => {
    await logistics.sandbox.dials({ webhooks: { silent: true } });
    const shipment = aShipment();
    const trackingNumber = await shipment.labelled();
    await logistics.sandbox.advance(trackingNumber, 'OUT_FOR_DELIVERY', { occurredAt: '2017-10-09T08:00:00Z' });
    expect(await shipment.until('under-way')).toMatchObject({ trackingStatus: 'out_for_delivery' });
    await logistics.sandbox.advance(trackingNumber, 'DELIVERED', { occurredAt: '2017-10-10T21:25:13Z' });
    expect(await shipment.until('delivered')).toMatchObject({ endedAt: '2017-10-10T21:25:13Z' });
    const facts = await shipment.facts('ShipmentDelivered');
    expect(facts.filter((type) => /PickedUp|Delivered/.test(type))).toEqual(['ShipmentPickedUp', 'ShipmentDelivered']);
    expect((await shipment.calls()).filter((call) => call === 'track done').length).toBeGreaterThanOrEqual(2);
  });
});
