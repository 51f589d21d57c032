import { registryContracts, definitionOf } from '@entrepot/messaging';
import { appNames, moduleOf } from '../cluster/apps';
import { controllersOf } from '../gateway/routes-of';
import { allRights, rightsOf, type Operation, type Rights } from './rights';

const contracts = registryContracts();

/** All topics of a service's own events, and those that its handlers are given messages of, as the runtime routes them. */
function readBy(service: string): string[] {
  const found = controllersOf(moduleOf(service)).flatMap(({ prototype }) => definitionOf(prototype as object) ?? []);
  const topics = found.flatMap((definition) => {
    if (definition.kind === 'taker') return [definition.topic];
    if (definition.kind === 'timer' || definition.kind === 'projection') return [];
    const events = 'events' in definition ? definition.events : [definition.event];
    return events.map((event) => contracts.event(event)!.topic);
  });
  return [...new Set([...contracts.ownTopics(service), ...topics])].sort();
}

function topicsWith({ grants }: Rights, operation: Operation): string[] {
  const fitting = grants.filter(({ resource, operations }) => resource === 'topic' && operations.includes(operation));
  return fitting.flatMap(({ names }) => names).sort();
}

describe('the rights of a service', () => {
  it('are there for all that reach Kafka and MongoDB', () => {
    const others = ['gateway', 'sandbox'];
    expect(allRights().map(({ service }) => service)).toEqual(appNames().sort().filter((app) => !others.includes(app))); // prettier-ignore
  });

  it.each(allRights())('let $service read its own topics and those that its handlers read, and no others', (rights) => {
    expect(topicsWith(rights, 'Read')).toEqual(readBy(rights.service));
  });

  it.each(allRights())('let $service write the topics of its own events, and no others', (rights) => {
    expect(topicsWith(rights, 'Write')).toEqual([...contracts.ownTopics(rights.service)].sort());
  });

  it('let nobody write to the intake topic, and orders delete from it', () => {
    expect(allRights().filter((rights) => topicsWith(rights, 'Write').includes('orders.intake.v1'))).toEqual([]);
    const mayDelete = allRights().map((rights) => [rights.service, topicsWith(rights, 'Delete')] as const);
    expect(mayDelete.filter(([, topics]) => topics.length > 0)).toEqual([['orders', ['orders.intake.v1']]]);
  });

  it('are those of whole names, but for groups of its own that it makes for a while', () => {
    const loose = allRights().flatMap(({ service, grants }) =>
      grants
        .filter(({ pattern }) => pattern === 'prefixed')
        .map(({ resource, names }) => ({ service, resource, names })),
    );
    for (const { service, resource, names } of loose) {
      expect([resource, names]).toEqual(['group', [`${service}.rebuild.`]]);
    }
    expect(loose.map(({ service }) => service)).toContain('orders');
  });

  it('give data keys to those that seal, and nobody the database of another', () => {
    expect(rightsOf('catalog').databases).toEqual(['entrepot-catalog']);
    expect(rightsOf('orders').databases).toEqual(['entrepot-orders', 'entrepot-keys']);
    const databases = allRights().flatMap((rights) => rights.databases.filter((name) => name !== 'entrepot-keys'));
    expect(new Set(databases).size).toBe(allRights().length);
  });
});
