import { allEventContracts, compiledValidator, findEventContract } from '@entrepot/contracts';
import type { Contracts, EventTerms } from './contracts';

type AnyClass = Parameters<typeof compiledValidator>[0];

/** The contracts of `@entrepot/contracts`, with their compiled validators. */
export function registryContracts(): Contracts {
  const known = new Map<string, EventTerms>();
  return {
    event(type) {
      const found = known.get(type) ?? termsOf(type);
      if (found !== undefined) known.set(type, found);
      return found;
    },
    ownTopics: (service) => [
      ...new Set(
        allEventContracts()
          .filter(({ owner }) => owner === service)
          .map(({ topic }) => topic),
      ),
    ],
    body: (target) => compiledValidator(target as AnyClass, { strict: true }),
  };
}

function termsOf(type: string): EventTerms | undefined {
  const contract = findEventContract(type);
  if (contract === undefined) return undefined;
  const { topic, owner, readers, key, eventClass } = contract;
  const check = compiledValidator(eventClass as AnyClass, { strict: false, personal: 'either' });
  return { type, topic, owner, readers, key, check };
}
