import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, NestedList, OneOf, OpaqueId, Optional, Sku, TextList, WholeNumber } from '../vocabulary';
import { AltText, MEDIA_TYPES, type MediaType } from './product.parts';
import { MediaUrl } from './variant.forms';

const topic = 'catalog.product.v1';
const readers: string[] = [];
const described = {
  productId: 'tshirt-red',
  mediaId: 'med_5k2p8q',
  mediaType: 'image' as const,
  url: 'https://cdn.example.com/tshirt-red/front.jpg',
  sku: 'TSHIRT-RED-M',
  alt: [{ locale: 'en', text: 'The shirt from the front' }],
};

abstract class MediaDescribed extends DomainEvent {
  @OpaqueId()
  productId!: string;

  @OpaqueId()
  mediaId!: string;

  @OneOf(MEDIA_TYPES)
  mediaType!: MediaType;

  @MediaUrl()
  url!: string;

  @Doc('The variant that it shows; absent: the product.')
  @Optional()
  @Sku()
  sku?: string;

  @NestedList(() => AltText, { max: 50 })
  alt!: readonly AltText[];
}

@Doc('A product has a picture or a film more.')
@EventContract<ProductMediaAdded>({ topic, key: 'productId', readers, example: { ...described, position: 0 } })
export class ProductMediaAdded extends MediaDescribed {
  readonly type = 'ProductMediaAdded';

  @Doc('Before which of those that were there it stands, from 0; as many as there were: at the end.')
  @WholeNumber(0, 1000)
  position!: number;

  constructor(fields: Fields<ProductMediaAdded>) {
    super(fields);
  }
}

@Doc('What is known about a picture or a film was replaced by this; its place stays.')
@EventContract<ProductMediaChanged>({ topic, key: 'productId', readers, example: described })
export class ProductMediaChanged extends MediaDescribed {
  readonly type = 'ProductMediaChanged';

  constructor(fields: Fields<ProductMediaChanged>) {
    super(fields);
  }
}

@Doc('A product has a picture or a film less.')
@EventContract<ProductMediaRemoved>({
  topic,
  key: 'productId',
  readers,
  example: { productId: 'tshirt-red', mediaId: 'med_5k2p8q' },
})
export class ProductMediaRemoved extends DomainEvent {
  readonly type = 'ProductMediaRemoved';

  @OpaqueId()
  productId!: string;

  @OpaqueId()
  mediaId!: string;

  constructor(fields: Fields<ProductMediaRemoved>) {
    super(fields);
  }
}

@Doc('The pictures and films of a product are shown in this order.')
@EventContract<ProductMediaOrdered>({
  topic,
  key: 'productId',
  readers,
  example: { productId: 'tshirt-red', mediaIds: ['med_5k2p8q', 'med_1a7c3d'] },
})
export class ProductMediaOrdered extends DomainEvent {
  readonly type = 'ProductMediaOrdered';

  @OpaqueId()
  productId!: string;

  @TextList({ max: 100, each: 64 })
  mediaIds!: readonly string[];

  constructor(fields: Fields<ProductMediaOrdered>) {
    super(fields);
  }
}
