/** What a bundle needs of a SKU, and what of it can still be promised. */
export interface NeededComponent {
  readonly sku: string;
  readonly quantity: number;
  readonly available: number;
}

/** How many of a bundle can be put together: as many as the scarcest component allows. */
export function buildable(components: readonly NeededComponent[]): number {
  if (components.length === 0) return 0;
  return Math.min(...components.map(({ quantity, available }) => Math.floor(available / quantity)));
}
