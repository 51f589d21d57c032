import type { CatalogImported } from '@entrepot/contracts/catalog';
import type { Commands } from '@entrepot/eventstore';
import { ignored } from '@entrepot/kernel';
import type { HttpCause } from '@entrepot/platform';
import { importCatalog, importRefs, type CatalogFile } from '../domain/import-catalog';
import { ImportStream, type ImportCounts } from '../domain/import-record';
import { IMPORT_DEADLINE_MS } from './deadline';

export interface DryRun {
  readonly merchantId: string;
  readonly importId: string;
  readonly cause: HttpCause;
  readonly file: CatalogFile;
}

/**
 * What an import would change: the same decision on the same streams, of which nothing is recorded. It has a stream of its
 * own that stays empty, so that the import itself may follow under the same idempotency key.
 */
export async function dryRun(commands: Commands, { merchantId, importId, cause, file }: DryRun): Promise<ImportCounts> {
  let counts: ImportCounts = { products: 0, variants: 0, prices: 0 };
  await commands.handle({
    on: ImportStream,
    merchantId,
    key: `${importId}.dry-run`,
    cause,
    also: () => importRefs(file),
    decide: (record, given) => {
      const decision = importCatalog(record, file, given, undefined);
      if (decision.kind === 'decided') counts = decision.events[0] as CatalogImported;
      return ignored('dry run');
    },
    deadlineMs: IMPORT_DEADLINE_MS,
  });
  const { products, variants, prices } = counts;
  return { products, variants, prices };
}
