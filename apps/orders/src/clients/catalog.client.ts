import { Injectable } from '@nestjs/common';
import { DomainError } from '@entrepot/kernel';
import { currentTrace, serviceCallToken } from '@entrepot/platform';
import { httpJson, type HttpJson } from '@entrepot/resilience';
import type { VouchedSku } from '../domain/assortment';
import { SkuRegister } from '../domain/taking-orders';
import { OrdersConfig } from '../orders.config';

/** So many SKUs fit into one address, however long they are. */
const SKUS_A_CALL = 40;

const POLICY = { name: 'catalog-skus', deadlineMs: 4_000, tryTimeoutMs: 1_500 };

/** Asks the catalog about SKUs that orders has not heard of yet. */
@Injectable()
export class CatalogClient extends SkuRegister {
  private readonly ask: HttpJson;
  private readonly secret: string;

  constructor({ catalogUrl, serviceCallSecret }: OrdersConfig) {
    super();
    this.ask = httpJson(POLICY, { baseUrl: catalogUrl });
    this.secret = serviceCallSecret;
  }

  async existing(merchantId: string, skus: readonly string[]): Promise<readonly VouchedSku[]> {
    const found: VouchedSku[] = [];
    try {
      for (let at = 0; at < skus.length; at += SKUS_A_CALL) {
        found.push(...(await this.lookUp(merchantId, skus.slice(at, at + SKUS_A_CALL))));
      }
    } catch {
      throw new DomainError('order.catalog-unavailable', { skus });
    }
    return found.filter(({ sku }) => skus.includes(sku));
  }

  /** GET /v1/skus?sku=a&sku=b; a single one is given twice, so that a comma in it is no separator. */
  private async lookUp(merchantId: string, skus: readonly string[]): Promise<readonly VouchedSku[]> {
    const twice = skus.length === 1 ? [...skus, ...skus] : skus;
    const query = new URLSearchParams(twice.map((sku): [string, string] => ['sku', sku]));
    const trace = currentTrace()?.header;
    const headers = {
      authorization: `Bearer ${serviceCallToken(this.secret, { service: 'orders', merchantId, scopes: ['catalog:read'] })}`,
      ...(trace !== undefined && { traceparent: trace }),
    };
    const { body } = await this.ask({ method: 'GET', path: `/v1/skus?${query}`, headers });
    return skusIn(body);
  }
}

function skusIn(body: unknown): VouchedSku[] {
  const { items } = body as { items?: unknown };
  if (!Array.isArray(items)) throw new Error('the catalog answered without items');
  return items.flatMap((item: unknown) => {
    const { sku, components } = item as Partial<VouchedSku>;
    return typeof sku === 'string' ? [{ sku, ...(components !== undefined && { components }) }] : [];
  });
}
