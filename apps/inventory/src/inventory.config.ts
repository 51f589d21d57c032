import { ServiceConfig } from '@entrepot/platform';

/** Inventory needs nothing beyond what every service is told. */
export class InventoryConfig extends ServiceConfig {}
