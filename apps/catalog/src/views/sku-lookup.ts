import { Injectable } from '@nestjs/common';
import { Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { ProductStream, type KnownProduct, type Variant } from '../domain/product';
import { SkuStream } from '../domain/sku';

/** A SKU that exists, with its product. */
export interface FoundSku {
  readonly productId: string;
  readonly product: KnownProduct;
  readonly variant: Variant;
  /** Of the product's stream. */
  readonly version: number;
}

/** Finds SKUs in the streams themselves: what was answered to have been created is found. */
@Injectable()
export class SkuLookup {
  constructor(private readonly streams: Streams) {}

  /** The same; throws `sku.not-found` when there is none. */
  async require(merchantId: string, sku: string): Promise<FoundSku> {
    const found = await this.find(merchantId, sku);
    if (found === undefined) throw new DomainError('sku.not-found', { sku });
    return found;
  }

  async find(merchantId: string, sku: string): Promise<FoundSku | undefined> {
    const { state: owner } = await this.streams.read(SkuStream, merchantId, sku);
    if (owner.status === 'free') return undefined;
    const { productId } = owner;
    const { state: product, version } = await this.streams.read(ProductStream, merchantId, productId);
    if (product.status === 'none') return undefined;
    const variant = product.variants.find((each) => each.sku === sku);
    return variant && { productId, product, variant, version };
  }
}
