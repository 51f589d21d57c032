import type {
  ChangeMedia,
  ChangeProduct,
  ChangeVariant,
  CreateProduct,
  PriceInput,
  VariantInput,
} from '@entrepot/contracts/catalog';
import type { AnyEvent, Decide, Decision, StreamRef, StreamType } from '@entrepot/kernel';
import { addVariant } from '../src/domain/add-variant';
import { addMedia, changeMedia, orderMedia, removeMedia } from '../src/domain/change-media';
import { changeProduct } from '../src/domain/change-product';
import { changeVariant } from '../src/domain/change-variant';
import { createProduct } from '../src/domain/create-product';
import { gather } from '../src/domain/gathered-products';
import { importCatalog, importRefs } from '../src/domain/import-catalog';
import { ImportStream } from '../src/domain/import-record';
import type { ImportFact } from '../src/domain/import-facts';
import { LineFaults } from '../src/domain/line-faults';
import { priceVariant } from '../src/domain/price-variant';
import { ProductStream, type KnownProduct } from '../src/domain/product';
import { publishProduct, unpublishProduct } from '../src/domain/publish-product';
import { bundleRefs, setBundle } from '../src/domain/set-bundle';
import { skuRefs } from '../src/domain/sku';
import { translateProduct, translateVariant } from '../src/domain/translate-product';
import type { Media, ProductTranslation, VariantTranslation } from '../src/domain/product-parts';

/** A GTIN with the right check digit. */
export const GTIN = '4006381333931';

/** Catalog without a database: decides one input after another and keeps what they recorded. */
export class Shelf {
  now = '2026-03-02T09:00:00.000Z';
  readonly recorded: AnyEvent[] = [];
  private readonly states = new Map<string, unknown>();

  create(input: Partial<CreateProduct> = {}, key = 'p1'): Decision {
    const request = { title: 'Shirt', variants: [], ...input };
    return this.handle(ProductStream, key, createProduct, request, skuRefs(request.variants));
  }

  change(input: ChangeProduct, key = 'p1'): Decision {
    return this.handle(ProductStream, key, changeProduct, input);
  }

  add(input: VariantInput, key = 'p1'): Decision {
    return this.handle(ProductStream, key, addVariant, input, skuRefs([input]));
  }

  price(input: PriceInput, sku = 'A', key = 'p1'): Decision {
    return this.handle(ProductStream, key, priceVariant, { ...input, sku });
  }

  changeVariant(input: ChangeVariant, sku = 'A', key = 'p1'): Decision {
    return this.handle(ProductStream, key, changeVariant, { ...input, sku });
  }

  translate(input: ProductTranslation, key = 'p1'): Decision {
    return this.handle(ProductStream, key, translateProduct, input);
  }

  translateVariant(input: VariantTranslation, sku = 'A', key = 'p1'): Decision {
    return this.handle(ProductStream, key, translateVariant, { ...input, sku });
  }

  bundle(sku: string, counts: Readonly<Record<string, number>>, key = 'p1'): Decision {
    const components = Object.entries(counts).map(([component, quantity]) => ({ sku: component, quantity }));
    const input = { sku, components };
    return this.handle(ProductStream, key, setBundle, input, bundleRefs(this.state(ProductStream, key), input));
  }

  addMedia(mediaId: string, over: Partial<Media> & { position?: number } = {}): Decision {
    const url = `https://cdn.example.com/${mediaId}.jpg`;
    return this.handle(ProductStream, 'p1', addMedia, { mediaId, mediaType: 'image', url, alt: [], ...over });
  }

  changeMedia(mediaId: string, input: ChangeMedia): Decision {
    return this.handle(ProductStream, 'p1', changeMedia, { ...input, mediaId });
  }

  removeMedia(mediaId: string): Decision {
    return this.handle(ProductStream, 'p1', removeMedia, { mediaId });
  }

  orderMedia(...mediaIds: string[]): Decision {
    return this.handle(ProductStream, 'p1', orderMedia, { mediaIds });
  }

  mediaIds(): string[] {
    return (this.product().media ?? []).map(({ mediaId }) => mediaId);
  }

  publish(key = 'p1'): Decision {
    return this.handle(ProductStream, key, publishProduct, undefined);
  }

  unpublish(key = 'p1'): Decision {
    return this.handle(ProductStream, key, unpublishProduct, undefined);
  }

  import(facts: readonly ImportFact[], key = 'imp_1', contentHash = 'hash'): Decision {
    const faults = new LineFaults();
    const file = { contentHash, products: gather(facts, faults) };
    faults.refuseAny();
    return this.handle(ImportStream, key, importCatalog, file, importRefs(file));
  }

  product(key = 'p1'): KnownProduct {
    return this.state(ProductStream, key) as KnownProduct;
  }

  private handle<S, I>(
    on: StreamType<S>,
    key: string,
    decide: Decide<S, I>,
    input: I,
    also: readonly StreamRef[] = [],
  ): Decision {
    const declared = new Set(also.map((ref) => `${ref.stream.kind}/${ref.key}`));
    const read = <T>(stream: StreamType<T>, other: string): T => {
      if (!declared.has(`${stream.kind}/${other}`)) throw new Error(`${other} was not declared`);
      return this.state(stream, other);
    };
    const given = { merchantId: 'demo', key, now: this.now, inputId: `input-${this.recorded.length}`, read };
    const decision = decide(this.state(on, key), input, given, undefined);
    if (decision.kind === 'ignored') return decision;
    this.record(on, key, decision.events);
    for (const aside of decision.asides) this.record(aside.stream as StreamType<unknown>, aside.key, aside.events);
    return decision;
  }

  private state<S>(on: StreamType<S>, key: string): S {
    return (this.states.get(`${on.kind}/${key}`) as S | undefined) ?? on.initial;
  }

  private record<S>(on: StreamType<S>, key: string, events: readonly AnyEvent[]): void {
    for (const event of events) {
      this.recorded.push(event);
      const at = { merchantId: 'demo', key, version: this.recorded.length, at: this.now };
      this.states.set(`${on.kind}/${key}`, on.evolve(this.state(on, key), event, at));
    }
  }
}

/** The code of the refusal that `work` ends in. */
export function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'not refused';
}

/** Types of the events that a decision records, those of other streams after its own. */
export function typesOf(decision: Decision): string[] {
  if (decision.kind === 'ignored') return ['ignored'];
  return [...decision.events, ...decision.asides.flatMap(({ events }) => events)].map(({ type }) => type);
}

/** `field rule` of the first fault that `work` is refused for. */
export function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const [fault] = (error as { errors?: { field: string; rule: string }[] }).errors ?? [];
    return fault === undefined ? String(error) : `${fault.field} ${fault.rule}`;
  }
  return 'not refused';
}
