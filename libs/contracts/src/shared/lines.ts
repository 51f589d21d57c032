import { Doc, OpaqueId, Quantity, Sku } from '../vocabulary';

@Doc('So many pieces of a SKU.')
export class StockLine {
  @Sku() sku!: string;
  @Quantity() quantity!: number;
}

@Doc('So many pieces of an order line.')
export class OrderLineQuantity {
  @OpaqueId() lineId!: string;
  @Quantity() quantity!: number;
}

@Doc('So many pieces of an order line that travel together.')
export class ShipLine {
  @OpaqueId() lineId!: string;
  @Sku() sku!: string;
  @Quantity() quantity!: number;
}
