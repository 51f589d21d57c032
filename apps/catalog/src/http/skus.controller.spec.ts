import type { Commands } from '@entrepot/eventstore';
import type { DatabaseTime } from '@entrepot/platform';
import type { FoundSku, SkuLookup } from '../views/sku-lookup';
import { Looks } from './answers';
import { SkusController } from './skus.controller';

/** The SKUs that a query is looked up by. */
async function lookedUp(...sku: string[]): Promise<string[]> {
  const asked: string[] = [];
  const find = (_merchantId: string, each: string): Promise<FoundSku | undefined> => {
    asked.push(each);
    return Promise.resolve(undefined);
  };
  const looks = new Looks({ now: () => '2026-03-02T09:00:00.000Z' } as DatabaseTime);
  await new SkusController({} as Commands, { find } as unknown as SkuLookup, looks).lookUp('acme', [], {
    sku,
  });
  return asked;
}

describe('looking up SKUs', () => {
  it('takes a list with commas and a SKU that has commas', async () => {
    expect(await lookedUp('A,B')).toEqual(['A,B', 'A', 'B']);
    expect(await lookedUp('A,B', 'C')).toEqual(['A,B', 'C']);
  });

  it('finds the longest SKUs of any script, and asks for none that is longer', async () => {
    const longest = '\u{1F455}'.repeat(64);
    expect(await lookedUp(longest)).toEqual([longest]);
    expect(await lookedUp(`${longest}x`)).toEqual([]);
  });
});
