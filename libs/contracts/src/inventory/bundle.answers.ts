import { Count, Doc, NestedList, OpaqueId, Quantity, Sku } from '../vocabulary';

@Doc('What a bundle needs of a SKU, and what of it can still be promised at the place.')
export class BuildableComponent {
  @Sku() sku!: string;
  @Quantity() quantity!: number;
  @Count() available!: number;
}

@Doc('How many of a bundle can be put together from what a place has; of what is no bundle, how many there are.')
export class BundleAvailability {
  @Sku() sku!: string;
  @OpaqueId() placeId!: string;
  @Count() buildable!: number;
  @NestedList(() => BuildableComponent) components!: BuildableComponent[];
}
