import 'reflect-metadata';
import { Commands, Store, Streams } from '@entrepot/eventstore';
import { definitionOf, KafkaBus, registryContracts, type Contracts, type HandlerDefinition } from '@entrepot/messaging';
import { DatabaseTime, MerchantSettings, viewToken, WebhookTrust, type DefiningModule } from '@entrepot/platform';
import { Privacy } from '@entrepot/privacy';
import { InventoryModule } from '../../../apps/inventory/src/inventory.module';
import { Carriers } from '../../../apps/logistics/src/clients/carriers';
import { WebhookReader } from '../../../apps/logistics/src/domain/carrier-news';
import { LogisticsConfig } from '../../../apps/logistics/src/logistics.config';
import { LogisticsModule } from '../../../apps/logistics/src/logistics.module';
import { SkuRegister } from '../../../apps/orders/src/domain/taking-orders';
import type { VouchedSku } from '../../../apps/orders/src/domain/assortment';
import { OrdersConfig } from '../../../apps/orders/src/orders.config';
import { OrdersModule } from '../../../apps/orders/src/orders.module';
import { PaymentProvider } from '../../../apps/payments/src/clients/payment-provider';
import { NoticeReader } from '../../../apps/payments/src/domain/notice-reader';
import { PaymentsModule } from '../../../apps/payments/src/payments.module';
import { ReturnsConfig } from '../../../apps/returns/src/returns.config';
import { ReturnsModule } from '../../../apps/returns/src/returns.module';
import { Injector } from '../engine/injector';
import { topicsOf } from '../topics';
import type { Host, ServicePlan } from '../world/pod';
import { CarrierLine, type Depot } from './carrier';
import { LATE, PLAIN, SET } from './outline';
import { PlainPrivacy } from './plain-privacy';
import { ProviderLine, type ProviderBooks } from './provider';

type Class = abstract new (...args: never[]) => object;

/** The companies that services call. */
export interface Others {
  readonly books: ProviderBooks;
  readonly depot: Depot;
}

const MODULES: readonly Class[] = [OrdersModule, InventoryModule, PaymentsModule, LogisticsModule, ReturnsModule];

/** Short times, so that what waits for a time is met too: they are as long as a history, not as a year. */
const SAGA = {
  paymentDeadlineSeconds: 20,
  backorderRetrySeconds: 1,
  backorderLimitDays: 1 / 8_640,
  returnWindowDays: 1 / 20_000,
  reservationSeconds: 6,
  routingAttempts: 3,
};

const CONTRACTS = remembered(registryContracts());

/** The catalog knows every SKU, and what it puts together from others. */
const COMPONENTS = [PLAIN, LATE].map((sku) => ({ sku, quantity: 1 }));
const vouch = (sku: string): VouchedSku => (sku === SET ? { sku, components: COMPONENTS } : { sku });
const REGISTER: SkuRegister = { existing: async (_merchantId, skus) => skus.map(vouch) };

/** What the parts of a service are told, whichever of them asks for it. */
const SETTINGS: readonly (readonly [unknown, unknown])[] = [
  [OrdersConfig, { saga: SAGA, shortagePolicy: 'cancel' }],
  [LogisticsConfig, { carrier: 'sandbox', carrierSilenceHours: 1 / 3_600 }],
  [ReturnsConfig, { returnWindowDays: 30, lostReturns: 'refund' }],
  [MerchantSettings, new MerchantSettings()],
  [Privacy, new PlainPrivacy()],
  [SkuRegister, REGISTER],
  // Nobody is erased in a history.
  [KafkaBus, undefined],
  // Webhooks come in read and proven.
  [WebhookTrust, { secretsOf: () => undefined }],
  [WebhookReader, { read: ({ rawBody }: { rawBody: unknown }) => rawBody }],
  [NoticeReader, { read: ({ rawBody }: { rawBody: unknown }) => rawBody }],
];

/** Contracts never change while a process runs, and a service asks for its topics whenever one of its processes starts. */
function remembered(contracts: Contracts): Contracts {
  const topics = new Map<string, readonly string[]>();
  return {
    ...contracts,
    ownTopics(service) {
      const known = topics.get(service) ?? contracts.ownTopics(service);
      topics.set(service, known);
      return known;
    },
  };
}

function definitionsIn(module: Class): { readonly target: Class; readonly definition: HandlerDefinition }[] {
  const controllers = Reflect.getMetadata('controllers', module) as Class[];
  return controllers.flatMap((target) => {
    const definition = definitionOf(target.prototype as object);
    return definition === undefined ? [] : [{ target, definition }];
  });
}

function injectorFor({ backbone, world, actor }: Host, views: readonly string[], { books, depot }: Others): Injector {
  const known = new Map<unknown, unknown>(SETTINGS);
  known.set(Commands, backbone.commands);
  known.set(Streams, backbone.streams);
  known.set(Store, backbone.store);
  known.set(DatabaseTime, new DatabaseTime(backbone));
  known.set(PaymentProvider, new ProviderLine(world, actor, books));
  known.set(Carriers, new Carriers([new CarrierLine(world, actor, depot)]));
  for (const view of views) known.set(viewToken(view), backbone.view(view));
  return new Injector(known);
}

function planOf(module: Class): (others: Others) => ServicePlan {
  const [{ definition }] = Reflect.getMetadata('imports', module) as [DefiningModule];
  const { name, errors, views = [] } = definition;
  const found = definitionsIn(module);
  const topics = topicsOf(
    name,
    found.map((each) => each.definition),
    CONTRACTS,
  );
  return (others) => ({
    ...{ name, errors, topics, contracts: CONTRACTS },
    commit: { validate: (event) => CONTRACTS.event(event.type)?.check(event) ?? [NO_CONTRACT], guessAfter: 1 },
    assemble: (host) => {
      const doors = injectorFor(host, views, others);
      return { doors, handlers: found.map(({ target }) => doors.make(target)) };
    },
  });
}

const NO_CONTRACT = { field: 'type', rule: 'contract', message: 'has no contract' };
const PLANS = MODULES.map(planOf);

/** The real services, as their modules list them, with the companies outside. */
export function servicesWith(others: Others): ServicePlan[] {
  return PLANS.map((plan) => plan(others));
}
