import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, OpaqueId, Optional, Text } from '../vocabulary';

const topic = 'catalog.product.v1';
const readers = ['catalog'];
const described = {
  productId: 'tshirt-red',
  title: 'T-shirt, red',
  description: 'Heavy cotton, straight cut',
  category: 'clothing',
  brand: 'Entrepot',
};

@Doc('A product was made known. It is not for sale before it is published.')
@EventContract<ProductCreated>({ topic, key: 'productId', readers, example: { ...described, contentHash: 'a3f1' } })
export class ProductCreated extends DomainEvent {
  readonly type = 'ProductCreated';

  @OpaqueId()
  productId!: string;

  @Text(500)
  title!: string;

  @Optional()
  @Text(10_000)
  description?: string;

  @Optional()
  @Text(200)
  category?: string;

  @Optional()
  @Text(200)
  brand?: string;

  @Doc('Hash of the request that created it, to tell a repeat from another product with the same id.')
  @Optional()
  @Text(64)
  contentHash?: string;

  constructor(fields: Fields<ProductCreated>) {
    super(fields);
  }
}

@Doc('What is known about a product was replaced by this; a field that is absent is no longer known.')
@EventContract<ProductChanged>({ topic, key: 'productId', readers, example: described })
export class ProductChanged extends DomainEvent {
  readonly type = 'ProductChanged';

  @OpaqueId()
  productId!: string;

  @Text(500)
  title!: string;

  @Optional()
  @Text(10_000)
  description?: string;

  @Optional()
  @Text(200)
  category?: string;

  @Optional()
  @Text(200)
  brand?: string;

  constructor(fields: Fields<ProductChanged>) {
    super(fields);
  }
}

@Doc('The product is for sale.')
@EventContract<ProductPublished>({ topic, key: 'productId', readers, example: { productId: 'tshirt-red' } })
export class ProductPublished extends DomainEvent {
  readonly type = 'ProductPublished';

  @OpaqueId()
  productId!: string;

  constructor(fields: Fields<ProductPublished>) {
    super(fields);
  }
}

@Doc('The product is no longer for sale.')
@EventContract<ProductUnpublished>({ topic, key: 'productId', readers, example: { productId: 'tshirt-red' } })
export class ProductUnpublished extends DomainEvent {
  readonly type = 'ProductUnpublished';

  @OpaqueId()
  productId!: string;

  constructor(fields: Fields<ProductUnpublished>) {
    super(fields);
  }
}
