import type { Cause } from '@entrepot/eventstore';

/** The client that makes a request, where its key says so. */
export function actorOf(cause: Cause & { readonly actor?: string }): string | undefined {
  return cause.actor;
}
