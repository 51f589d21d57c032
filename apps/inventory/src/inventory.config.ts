import { SealingConfig } from '@entrepot/platform';

/** Inventory is told what every service is told that seals: the people at a place are persons too. */
export class InventoryConfig extends SealingConfig {}
