/** What an event says, without its type: what its constructor takes and its example holds. */
export type Fields<E> = Omit<E, 'type'>;

/**
 * A fact that a service recorded. Plain data: `JSON.stringify` gives its wire form including `type`, and parsed JSON
 * may be treated as the class. A subclass names its `type` (equal to the class name) and declares its fields with the
 * vocabulary.
 */
export abstract class DomainEvent {
  abstract readonly type: string;

  constructor(fields: object) {
    Object.assign(this, fields);
  }
}
