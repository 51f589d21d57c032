/** A part of a list. `next` is there if there is more: give it back as `cursor`. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface PageRequest {
  readonly cursor?: string;
  readonly limit: number;
}
