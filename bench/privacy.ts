import { FileMasterKeys, memoryPrivacy, type MasterKeys, type Privacy } from '@entrepot/privacy';
import { OrderAnswer, PlaceOrder } from '@entrepot/contracts/orders';
import { LabelRequested } from '@entrepot/contracts/logistics';
import { benchmark, type Run } from './benchmark';
import { countAboveZero } from './load/options';

const address = { name: 'Ana Maria Souza', phone: '+55 11 91234-5678', line1: 'Rua das Flores 123', line2: 'apto 42' };
const shipTo = { ...address, city: 'Campinas', postalCode: '13010', country: 'BR' };
const lines = Array.from({ length: 2 }, (_, index) => {
  return { lineId: `${index}`, sku: `SKU-${index}`, quantity: 1, unitPrice: 2_000 };
});
const tenders = [{ tenderId: 't1', method: 'card', amount: 4_000 }];

/** An order with every field of personal data that an order can have. */
const orderOf = (index: number): PlaceOrder => ({
  ...{ source: 'bench', sourceOrderId: `${index}`, currency: 'BRL', shipTo, lines, notes: 'leave with the neighbour' },
  customer: {
    customerId: `customer-${index}`,
    name: 'Ana Maria Souza',
    email: 'ana.souza@example.com',
    phone: '+551191234',
  },
  tenders: tenders as PlaceOrder['tenders'],
});

async function run({ orders }: { readonly orders: number }): Promise<Run> {
  const masters = FileMasterKeys.parse(FileMasterKeys.newLine());
  const privacy = memoryPrivacy();
  const bodies = Array.from({ length: orders }, (_, index) => orderOf(index));
  await Promise.all(bodies.slice(0, 500).map((body) => sealOne(privacy, body, 'warm-up')));
  const newKeys = await measured(orders, () => Promise.all(bodies.map(() => newKey(masters))));
  const sealed: PlaceOrder[] = [];
  const newCustomer = await measured(orders, async () => {
    sealed.push(...(await Promise.all(bodies.map((body) => sealOne(privacy, body, 'customer')))));
  });
  const knownCustomer = await measured(orders, () =>
    Promise.all(bodies.map((body) => sealOne(privacy, body, 'customer'))),
  );
  const labels = sealed.map(({ shipTo: to }) => ({ to }));
  const forLabel = await measured(orders, () => privacy.openAll(LabelRequested, labels));
  const forAnswer = await measured(orders, () => privacy.openAll(OrderAnswer, sealed));
  const perOrder = { newCustomer: round(newCustomer + forLabel), knownCustomer: round(knownCustomer + forLabel) };
  const seal = { newCustomer, knownCustomer, ofWhichNewKey: newKeys };
  return { figures: { cpuMicros: { seal, open: { forLabel, forAnswer }, perOrder } }, passed: true };
}

const newKey = (masters: MasterKeys): Promise<string> => masters.wrap(new Uint8Array(64), 'psn_bench');

async function sealOne(privacy: Privacy, body: PlaceOrder, kind: string): Promise<PlaceOrder> {
  return privacy.seal(PlaceOrder, body, await privacy.subject('m', kind, body.sourceOrderId ?? ''));
}

/** Microseconds of this process's CPU per order. */
async function measured(orders: number, work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return round((user + system) / orders);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export const privacy = benchmark<{ readonly orders: number }>({
  name: 'privacy',
  does: 'What it costs to seal and open the nine personal fields of an order; keys in memory, so that only CPU counts.',
  passes: 'done',
  options: (command) => command.option('--orders <count>', 'how many orders', countAboveZero, 20_000),
  run,
});
