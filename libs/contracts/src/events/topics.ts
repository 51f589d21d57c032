import { allEventContracts } from './event-contract';
import { allMessageContracts } from './message-contract';

/** A topic and everything that is promised about it. */
export interface Topic {
  readonly name: string;
  /** The service that publishes its events, or that reads its messages. */
  readonly owner: string;
  readonly events: readonly string[];
  /** Bodies that others may publish here; empty for a topic of events. */
  readonly messages: readonly string[];
  readonly keyedBy: string;
  readonly readers: readonly string[];
}

interface Member {
  readonly topic: string;
  readonly owner: string;
  readonly keyedBy: string;
  readonly readers: readonly string[];
  readonly event?: string;
  readonly message?: string;
}

/** Every topic of the loaded contracts, by name. */
export function topics(): readonly Topic[] {
  const members: Member[] = [
    ...allEventContracts().map((contract) => ({ ...contract, event: contract.type })),
    ...allMessageContracts().map((contract) => ({ ...contract, readers: [contract.owner], message: contract.name })),
  ];
  const names = [...new Set(members.map((member) => member.topic))].sort();
  return names.map((name) =>
    toTopic(
      name,
      members.filter((member) => member.topic === name),
    ),
  );
}

function toTopic(name: string, members: readonly Member[]): Topic {
  return {
    name,
    owner: members[0]?.owner ?? '',
    events: members.flatMap((member) => member.event ?? []),
    messages: members.flatMap((member) => member.message ?? []),
    keyedBy: [...new Set(members.map((member) => member.keyedBy))].sort().join(', '),
    readers: [...new Set(members.flatMap((member) => member.readers))].sort(),
  };
}
