import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { StockLine } from '../shared';
import { CurrencyCode, Doc, MinorAmount, NestedList, OpaqueId, Sku, Timestamp } from '../vocabulary';
import { EXAMPLE_ORDER } from './examples';

const contract = { topic: 'orders.sku.v1', readers: ['orders'] };
const sku = 'TSHIRT-RED-M';

@Doc('The catalog knows this SKU.')
@EventContract<SkuLearned>({ ...contract, example: { sku } })
export class SkuLearned extends DomainEvent {
  readonly type = 'SkuLearned';
  @Sku() sku!: string;

  constructor(fields: Fields<SkuLearned>) {
    super(fields);
  }
}

@Doc('The catalog has a price for this SKU, from `validFrom` on.')
@EventContract<SkuPriceLearned>({
  ...contract,
  example: { sku, currency: 'BRL', amount: 5_490, validFrom: '2026-01-01T00:00:00.000Z' },
})
export class SkuPriceLearned extends DomainEvent {
  readonly type = 'SkuPriceLearned';
  @Sku() sku!: string;
  @CurrencyCode() currency!: string;
  @MinorAmount() amount!: number;
  @Timestamp() validFrom!: string;

  constructor(fields: Fields<SkuPriceLearned>) {
    super(fields);
  }
}

@Doc('The catalog says what this SKU is put together from; without components it is no bundle any more.')
@EventContract<SkuBundleLearned>({
  ...contract,
  example: {
    sku: 'SUMMER-SET',
    components: [
      { sku, quantity: 2 },
      { sku: 'HAT', quantity: 1 },
    ],
  },
})
export class SkuBundleLearned extends DomainEvent {
  readonly type = 'SkuBundleLearned';
  @Sku() sku!: string;
  @NestedList(() => StockLine, { max: 50 }) components!: readonly StockLine[];

  constructor(fields: Fields<SkuBundleLearned>) {
    super(fields);
  }
}

@Doc('An order is held until the catalog knows this SKU.')
@EventContract<SkuAwaited>({ ...contract, example: { sku, orderId: EXAMPLE_ORDER } })
export class SkuAwaited extends DomainEvent {
  readonly type = 'SkuAwaited';
  @Sku() sku!: string;
  @OpaqueId() orderId!: string;

  constructor(fields: Fields<SkuAwaited>) {
    super(fields);
  }
}

@Doc('The SKU that this order waits for is known now.')
@EventContract<AwaitedSkuAppeared>({ ...contract, example: { sku, orderId: EXAMPLE_ORDER } })
export class AwaitedSkuAppeared extends DomainEvent {
  readonly type = 'AwaitedSkuAppeared';
  @Sku() sku!: string;
  @OpaqueId() orderId!: string;

  constructor(fields: Fields<AwaitedSkuAppeared>) {
    super(fields);
  }
}

@Doc('More orders wait for this SKU, which is known now, than one decision tells: the next of them are to be told.')
@EventContract<SkuStillAwaited>({ ...contract, example: { sku } })
export class SkuStillAwaited extends DomainEvent {
  readonly type = 'SkuStillAwaited';
  @Sku() sku!: string;

  constructor(fields: Fields<SkuStillAwaited>) {
    super(fields);
  }
}
