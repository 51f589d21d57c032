import { ClientAdmissionChanged, PoliciesSet } from '@entrepot/contracts/access';
import { eventContract } from '@entrepot/contracts';
import { ShipmentDelivered } from '@entrepot/contracts/logistics';
import { OrderPlaced } from '@entrepot/contracts/orders';
import type { ReturnAnswer } from '@entrepot/contracts/returns';
import { digestOf } from '@entrepot/platform';
import { cleanUp, eventually, Neighbour, testBackend, uniqueName } from '@entrepot/testing';
import { RunningReturns } from './running-returns';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;
const prefix = uniqueName('returns');
const access = new Neighbour('access', testBackend(), prefix);
const orders = new Neighbour('orders', testBackend(), prefix);
const logistics = new Neighbour('logistics', testBackend(), prefix);
let processes: RunningReturns[] = [];

beforeAll(async () => {
  processes = [await RunningReturns.launch(prefix), await RunningReturns.launch(prefix)];
  await Promise.all([access, orders, logistics].map((each) => each.connect()));
});

afterAll(async () => {
  await Promise.all([access, orders, logistics].map((each) => each.close()));
  await Promise.all(processes.map((each) => each.stop()));
  await cleanUp(prefix, testBackend());
});

/** What access says of a client: it has these keys, and no others. */
async function admit(clientId: string, keys: readonly string[], scopes = ['returns:read', 'returns:write']) {
  const admitted = keys.map((key) => ({ keyId: `key_${key}`, digest: digestOf(key) }));
  const stream = { merchantId: 'acme', kind: 'client', key: clientId };
  await access.publish(stream, new ClientAdmissionChanged({ clientId, scopes, keys: admitted }));
}

const statuses = (key: string) => async () =>
  Promise.all(processes.map(async (each) => (await each.get('/v1/returns', key)).status));
const everywhere = (status: number) => (all: number[]) => all.every((each) => each === status);

describe('keys that access has issued', () => {
  it('open the doors of every process, and none of them two seconds after they were revoked', async () => {
    await admit('erp', ['first']);
    expect(await eventually(statuses('first'), everywhere(200))).toEqual([200, 200]);
    await admit('erp', ['second']);
    const revokedAt = Date.now();
    expect(await eventually(statuses('first'), everywhere(401))).toEqual([401, 401]);
    expect(Date.now() - revokedAt).toBeLessThan(2_000);
    expect(await eventually(statuses('second'), everywhere(200))).toEqual([200, 200]);
  });

  it('lose a scope in every process', async () => {
    await admit('crm', ['of-crm']);
    await eventually(statuses('of-crm'), everywhere(200));
    await admit('crm', ['of-crm'], ['orders:read']);
    expect(await eventually(statuses('of-crm'), everywhere(403))).toEqual([403, 403]);
  });

  it('are known to a process that starts later, from its own database: its group has read the events before', async () => {
    await admit('shop', ['of-shop']);
    await eventually(statuses('of-shop'), everywhere(200));
    const late = await RunningReturns.launch(prefix);
    processes.push(late);
    expect((await late.get('/v1/returns', 'of-shop')).status).toBe(200);
    expect((await late.get('/v1/returns', 'first')).status).toBe(401);
  });
});

describe('the return window that a merchant has set', () => {
  const delivered = async (orderId: string) => {
    const stream = { merchantId: 'acme', kind: 'shipment', key: `shp_${orderId}` };
    const occurredAt = new Date(Date.now() - 20 * DAY_MS).toISOString();
    const lines = [{ lineId: '1', sku: 'MUG', quantity: 1 }];
    const parcel = { shipmentId: `shp_${orderId}`, orderId, direction: 'outbound' as const, placeId: 'gru', lines };
    // Nothing personal: what others publish is sealed under keys that this test has not.
    const { type: _, customer: _customer, ...placed } = eventContract('OrderPlaced').example as unknown as OrderPlaced;
    const shipTo = { city: 'Campinas', country: 'BR' };
    await orders.publish({ ...stream, kind: 'order', key: orderId }, new OrderPlaced({ ...placed, orderId, shipTo }));
    await logistics.publish(stream, new ShipmentDelivered({ ...parcel, occurredAt }));
  };

  const askedBack = async (orderId: string): Promise<ReturnAnswer> => {
    const body = { orderId, lines: [{ lineId: '1', quantity: 1 }], reason: 'damaged', returnReference: orderId };
    const ask = () => processes[0]!.post('/v1/returns', body, 'clerk');
    const { status, body: answer } = await eventually(ask, (reply) => reply.status === 201, 40_000);
    expect(status).toBe(201);
    return answer as ReturnAnswer;
  };

  it('counts for new returns instead of that of the settings', async () => {
    await admit('clerk', ['clerk']);
    await delivered('ord_before');
    expect((await askedBack('ord_before')).state).toBe('approved');
    const stream = { merchantId: 'acme', kind: 'policy', key: 'policies' };
    await access.publish(stream, new PoliciesSet({ policies: { returnWindowDays: 14 } }));
    let count = 0;
    const next = async () => {
      count += 1;
      await delivered(`ord_${count}`);
      return askedBack(`ord_${count}`);
    };
    expect(await eventually(next, ({ state }) => state === 'rejected', 40_000)).toMatchObject({
      state: 'rejected',
      rejection: expect.stringContaining('the return window is 14 days') as string,
    });
    expect((await askedBack('ord_before')).state).toBe('approved');
  });
});
