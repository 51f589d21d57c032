import { Doc, NestedList, Optional, Text } from '../vocabulary';

/** One page of a list: `next` is the cursor of the following page, absent on the last one. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/**
 * Makes the contract class of a page of `item`s, called `<Item>Page`:
 * `export class OrderRow {...}  export const OrderRowPage = pageOf(OrderRow);`
 */
export function pageOf<T>(item: new (...args: never[]) => T): new () => PageOf<T> {
  @Doc('One page; `next` is the cursor of the following one.')
  class Page {
    @NestedList(() => item) items!: T[];
    @Optional() @Text(2000) next?: string;
  }
  Object.defineProperty(Page, 'name', { value: `${item.name}Page` });
  return Page;
}
