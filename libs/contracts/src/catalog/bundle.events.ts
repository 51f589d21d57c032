import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, Flag, NestedList, OpaqueId, Sku } from '../vocabulary';
import { BundleComponent } from './product.parts';

@Doc('A variant is put together from pieces of other SKUs; without components it is an ordinary one again.')
@EventContract<VariantBundled>({
  topic: 'catalog.product.v1',
  key: 'productId',
  readers: ['inventory', 'orders'],
  example: {
    productId: 'summer-set',
    sku: 'SUMMER-SET',
    components: [
      { sku: 'TSHIRT-RED-M', quantity: 2 },
      { sku: 'HAT', quantity: 1 },
    ],
  },
})
export class VariantBundled extends DomainEvent {
  readonly type = 'VariantBundled';

  @OpaqueId()
  productId!: string;

  @Sku()
  sku!: string;

  @NestedList(() => BundleComponent, { max: 50 })
  components!: readonly BundleComponent[];

  constructor(fields: Fields<VariantBundled>) {
    super(fields);
  }
}

@Doc('This SKU is a bundle, or is one no more.')
@EventContract<SkuBundled>({ topic: 'catalog.sku.v1', readers: [], example: { sku: 'SUMMER-SET', isBundle: true } })
export class SkuBundled extends DomainEvent {
  readonly type = 'SkuBundled';

  @Sku()
  sku!: string;

  @Flag()
  isBundle!: boolean;

  constructor(fields: Fields<SkuBundled>) {
    super(fields);
  }
}

@Doc('This SKU is a component of a bundle, or is one no more.')
@EventContract<SkuUsed>({
  topic: 'catalog.sku.v1',
  readers: [],
  example: { sku: 'HAT', bundleSku: 'SUMMER-SET', isUsed: true },
})
export class SkuUsed extends DomainEvent {
  readonly type = 'SkuUsed';

  @Sku()
  sku!: string;

  @Sku()
  bundleSku!: string;

  @Flag()
  isUsed!: boolean;

  constructor(fields: Fields<SkuUsed>) {
    super(fields);
  }
}
