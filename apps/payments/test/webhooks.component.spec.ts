import { WebhookSecretAdded, WebhookSecretRetired } from '@entrepot/contracts/access';
import { signPayload, webhookSecretContext } from '@entrepot/platform';
import { FileMasterKeys, sealSecret } from '@entrepot/privacy';
import { cleanUp, eventually, Neighbour, testBackend, testMasterKeyFile, uniqueName } from '@entrepot/testing';
import { card, OrderAtPayments } from './order-at-payments';
import { RunningPayments } from './running-payments';

jest.setTimeout(90_000);

const prefix = uniqueName('payments');
const orders = new Neighbour('orders', testBackend(), prefix);
let payments: RunningPayments;
let count = 0;

beforeAll(async () => {
  payments = await RunningPayments.launch(prefix);
  await orders.connect();
});

afterEach(() => payments.sandbox.reset());

afterAll(async () => {
  await orders.close();
  await payments?.stop();
  await cleanUp(prefix, testBackend());
});

function aNotice(order: OrderAtPayments, more: object = {}, payment: object = {}): object {
  count += 1;
  return {
    id: `evt_test_${count}`,
    type: 'payment.authorised',
    createdAt: '2026-03-01T10:00:00Z',
    data: {
      payment: {
        id: 'psp_1',
        reference: order.referenceOf('t1'),
        orderReference: order.orderId,
        status: 'authorised',
        amount: 4_990,
        currency: 'EUR',
        capturedAmount: 0,
        refundedAmount: 0,
        ...payment,
      },
    },
    ...more,
  };
}

async function deliver(
  notice: object | string,
  { at = Date.now(), secret = payments.webhookSecret, merchant = 'acme' } = {},
) {
  const body = typeof notice === 'string' ? notice : JSON.stringify(notice);
  return payments.webhook(body, signPayload(secret, body, at), merchant);
}

const parked = async (): Promise<unknown[]> =>
  (await payments.bodyOf<{ items: unknown[] }>('/v1/operations/parked')).items;

describe('the webhook door of payments', () => {
  it('takes a signed notice once, however often it comes', async () => {
    const order = new OrderAtPayments(payments, orders);
    await payments.sandbox.dials({ webhooks: { silent: true } });
    await order.asks(card('t1', 4_990));
    await order.untilState('authorised');
    const notice = aNotice(order, {}, { id: (await order.atProvider('t1'))?.['id'] });
    const first = await deliver(notice);
    expect([first.status, first.body]).toEqual([200, expect.objectContaining({ repeated: false })]);
    const answers = await Promise.all([deliver(notice), deliver(notice), deliver(notice)]);
    expect(answers.map(({ status, body }) => [status, (body as { repeated: boolean }).repeated])).toEqual([
      [200, true],
      [200, true],
      [200, true],
    ]);
  });

  it('refuses a forged signature, a missing one, and one over other bytes', async () => {
    const order = new OrderAtPayments(payments, orders);
    const notice = aNotice(order);
    expect((await deliver(notice, { secret: 'not-the-secret' })).status).toBe(401);
    const body = JSON.stringify(notice);
    expect((await payments.webhook(body, undefined)).status).toBe(401);
    expect((await payments.webhook(body, 't=1,v1=00')).status).toBe(401);
    const spaced = JSON.stringify(notice, null, 1);
    const refusal = await payments.webhook(spaced, signPayload(payments.webhookSecret, body));
    expect([refusal.status, refusal.body]).toEqual([
      401,
      expect.objectContaining({ code: 'webhook.signature-invalid' }),
    ]);
  });

  it('refuses a notice whose time is far from now, although its signature is right', async () => {
    const order = new OrderAtPayments(payments, orders);
    const early = await deliver(aNotice(order), { at: Date.now() - 600_000 });
    expect([early.status, early.body]).toEqual([401, expect.objectContaining({ code: 'webhook.stale' })]);
    expect((await deliver(aNotice(order), { at: Date.now() + 600_000 })).status).toBe(401);
  });

  it('names the fields of a notice that it cannot read', async () => {
    const order = new OrderAtPayments(payments, orders);
    const answer = await deliver(aNotice(order, { createdAt: 'yesterday' }, { amount: -1, currency: 'EURO' }));
    expect(answer.status).toBe(422);
    const { code, errors } = answer.body as { code: string; errors: { field: string }[] };
    expect([code, errors.map(({ field }) => field).sort()]).toEqual([
      'notice.unreadable',
      ['createdAt', 'data.payment.amount', 'data.payment.currency'],
    ]);
    expect((await deliver('[]')).status).toBe(422);
    expect((await deliver('{')).status).toBe(400);
  });

  it('refuses what is rightly signed for a merchant that nobody knows like a wrong signature', async () => {
    const order = new OrderAtPayments(payments, orders);
    const [unknown, forged] = [
      await deliver(aNotice(order), { merchant: 'nobody' }),
      await deliver(aNotice(order), { secret: 'not-the-secret' }),
    ];
    expect([unknown.status, (unknown.body as { code: string }).code]).toEqual([401, 'webhook.signature-invalid']);
    expect(Object.keys(unknown.body as object)).toEqual(Object.keys(forged.body as object));
  });

  it('keeps a kind of notice that it does not know, and does nothing about it', async () => {
    const order = new OrderAtPayments(payments, orders);
    await order.asks(card('t1', 4_990));
    await order.untilState('authorised');
    expect((await deliver(aNotice(order, { type: 'dispute.opened' }))).status).toBe(200);
    expect(await order.untilState('authorised')).toMatchObject({ held: 4_990 });
  });

  it('lets a notice wait whose payment has not begun', async () => {
    const order = new OrderAtPayments(payments, orders);
    expect((await deliver(aNotice(order))).status).toBe(200);
    expect(await eventually(parked, (items) => items.length === 1)).toHaveLength(1);
    await order.asks(card('t1', 4_990));
    expect(await order.untilState('authorised')).toMatchObject({ held: 4_990 });
    expect(await eventually(parked, (items) => items.length === 0, 30_000)).toEqual([]);
  });

  it('comes to the same end when notices arrive twice and in another order', async () => {
    await payments.sandbox.dials({ webhooks: { duplicateRate: 1, reorderRate: 0.5, delayMs: { min: 0, max: 200 } } });
    const all = Array.from({ length: 8 }, () => new OrderAtPayments(payments, orders));
    await Promise.all(all.map((order) => order.asks(card('t1', 4_990), card('t2', 10, { method: 'voucher' }))));
    await Promise.all(all.map((order) => order.untilState('authorised')));
    await Promise.all(all.map((order) => order.capture('cap_1', 3_000)));
    await Promise.all(all.map((order) => order.until(({ captured }) => captured === 3_000)));
    await Promise.all(all.map((order) => order.refund('ref_1', 500)));
    const ended = await Promise.all(all.map((order) => order.until(({ refunded }) => refunded === 500)));
    for (const payment of ended) expect(payment).toMatchObject({ state: 'authorised', held: 2_000, captured: 3_000 });
    for (const order of all) expect(await order.ledger(3)).toHaveLength(3);
  });

  it('asks the provider when a notice says something new, and believes only its answer', async () => {
    const order = new OrderAtPayments(payments, orders);
    await payments.sandbox.dials({ webhooks: { silent: true } });
    await order.asks(card('t1', 4_990));
    await order.untilState('authorised');
    const { id } = (await order.atProvider('t1')) as { id: string };
    await deliver(aNotice(order, { type: 'payment.captured' }, { id, status: 'captured', capturedAmount: 4_990 }));
    const asked = () => payments.bodyOf<{ items: unknown[] }>('/v1/operations/tasks');
    await eventually(asked, ({ items }) => items.length === 0);
    expect(await order.untilState('authorised')).toMatchObject({ held: 4_990, captured: 0 });
  });

  it('believes any secret that the merchant has set with access, and then no longer that of the settings', async () => {
    const order = new OrderAtPayments(payments, orders);
    const sealed = async (secretId: string, secret: string) => {
      const masters = FileMasterKeys.read(testMasterKeyFile());
      const addedAt = new Date().toISOString();
      return { secretId, addedAt, sealed: await sealSecret(masters, secret, webhookSecretContext('acme', 'psp')) };
    };
    const access = new Neighbour('access', testBackend(), prefix);
    await access.connect();
    const stream = { merchantId: 'acme', kind: 'webhook-sender', key: 'psp' };
    const [old, next] = [
      await sealed('whs_1', 'the-old-secret-of-acme'),
      await sealed('whs_2', 'the-next-one-of-acme'),
    ];
    await access.publish(stream, new WebhookSecretAdded({ sender: 'psp', secretId: 'whs_1', active: [old] }));
    await access.publish(stream, new WebhookSecretAdded({ sender: 'psp', secretId: 'whs_2', active: [old, next] }));
    const statusWith = async (secret?: string) => (await deliver(aNotice(order), { secret })).status;
    await eventually(
      () => statusWith('the-next-one-of-acme'),
      (status) => status === 200,
    );
    expect(await statusWith('the-old-secret-of-acme')).toBe(200);
    expect(await statusWith()).toBe(401);
    await access.publish(stream, new WebhookSecretRetired({ sender: 'psp', secretId: 'whs_1', active: [next] }));
    expect(
      await eventually(
        () => statusWith('the-old-secret-of-acme'),
        (status) => status === 401,
      ),
    ).toBe(401);
    await access.publish(stream, new WebhookSecretRetired({ sender: 'psp', secretId: 'whs_2', active: [] }));
    expect(
      await eventually(
        () => statusWith(),
        (status) => status === 200,
      ),
    ).toBe(200);
    await access.close();
  });
});
