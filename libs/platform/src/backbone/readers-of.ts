import { topics as allTopics } from '@entrepot/contracts';

/** The services that contracts name as readers of these topics. */
export function readersOf(topics: readonly string[]): string[] {
  const readers = allTopics()
    .filter(({ name }) => topics.includes(name))
    .flatMap(({ readers: named }) => named);
  return [...new Set(readers)].sort();
}
