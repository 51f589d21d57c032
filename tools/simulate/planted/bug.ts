import type { Pull } from './override';

/** A bug that breaks one rule of the runtime on purpose. */
export interface PlantedBug {
  readonly rule: number;
  /** What somebody might write, in a few words. */
  readonly mistake: string;
  readonly plant: () => Pull;
}
