import type { HttpCause } from '@entrepot/platform';
import type { ToldBy } from '../domain/told-by';

/** The API client behind a request, for the ledger. */
export function clientOf({ actor }: HttpCause): ToldBy {
  return actor === undefined ? {} : { client: actor };
}
