import { findEventContract, topics } from '@entrepot/contracts';
import type { Letter } from './letters';
import type { Spoiled } from './spoil';

/** What can be handled by nobody, and a service that reads such events and has no letter of it. */
export interface Swallowed {
  readonly service: string;
  readonly kind: string;
  readonly id: string;
}

type Sent = Pick<Spoiled, 'kind' | 'message' | 'isPoison'>;
type Kept = Pick<Letter, 'service'> & { readonly message: Pick<Letter['message'], 'headers'> };

const headerOf = ({ message }: Sent, name: string): string => String(message.headers?.[name] ?? '');

/**
 * What there has to be a letter of, one for each other service that reads it: the owner follows its own streams, whatever a message about them
 * holds, and what comes by a door that others write to is answered in another way.
 */
export function dueOf(sent: readonly Sent[]): Swallowed[] {
  const owners = new Map(topics().map(({ name, owner }) => [name, owner]));
  return sent.flatMap((one) => {
    if (one.isPoison !== true) return [];
    const { readers = [], topic } = findEventContract(headerOf(one, 'ce_type')) ?? {};
    const others = readers.filter((service) => service !== owners.get(topic ?? ''));
    return others.map((service) => ({ service, kind: one.kind, id: headerOf(one, 'ce_id') }));
  });
}

/** Of what is due, what is in no letters: it went by as if it were nothing. */
export function swallowedOf(due: readonly Swallowed[], letters: readonly Kept[]): Swallowed[] {
  const kept = new Set(letters.map(({ service, message }) => `${service} ${message.headers['ce_id']}`));
  return due.filter(({ service, id }) => !kept.has(`${service} ${id}`));
}
