import { databasesOf, parseBackends, wishesOf } from '@entrepot/platform';
import { definitionOf, hasBackbone } from '../../libs/platform/src/start/launch.module';
import { appNames, moduleOf } from '../cluster/apps';

/** Words of Kafka's ACLs, as `kafka-acls.sh` takes them. */
export type Operation = 'Read' | 'Write' | 'Create' | 'Delete' | 'Describe' | 'DescribeConfigs';

/** What a user may do with topics or groups of these names, or whose names begin so. */
export interface Grant {
  readonly resource: 'topic' | 'group';
  readonly pattern: 'literal' | 'prefixed';
  readonly operations: readonly Operation[];
  readonly names: readonly string[];
}

/** What a service needs, of a user that is named as the service. */
export interface Rights {
  readonly service: string;
  readonly grants: readonly Grant[];
  /** Databases in which it is `readWrite`. */
  readonly databases: readonly string[];
}

/** Read as a service reads them; none of them is asked for anything. */
const NOWHERE = { KAFKA_BROKERS: 'nowhere:9092', MONGODB_URI: 'mongodb://nowhere' };

/** The rights of every service that reaches Kafka and MongoDB, made from what its start looks for. */
export function allRights(): Rights[] {
  return appNames()
    .filter((app) => hasBackbone(moduleOf(app)))
    .sort()
    .map(rightsOf);
}

export function rightsOf(service: string): Rights {
  const definition = definitionOf(moduleOf(service));
  const config = parseBackends(NOWHERE);
  const { topics, group, passingGroups, watchedGroups } = wishesOf(config, definition);
  return {
    service,
    grants: [
      ...topicGrants(topics),
      { resource: 'group', pattern: 'literal', operations: ['Read'], names: [group] },
      ...grantUnlessEmpty('prefixed', 'Read', passingGroups === undefined ? [] : [passingGroups]),
      ...grantUnlessEmpty('literal', 'Describe', watchedGroups),
    ],
    databases: databasesOf(config, definition),
  };
}

/** Topics with the same rights together. */
function topicGrants(topics: ReturnType<typeof wishesOf>['topics']): Grant[] {
  const names = new Map<string, string[]>();
  for (const { name, writes, deletes } of topics) {
    const wanted = [
      // Whoever starts first creates them, whosever they are.
      ...['Create', 'DescribeConfigs', 'Read'],
      ...(writes ? ['Write'] : []),
      ...(deletes ? ['Delete'] : []),
    ].join(' ');
    names.set(wanted, [...(names.get(wanted) ?? []), name]);
  }
  return [...names].map(([wanted, ofThese]) => ({
    ...{ resource: 'topic', pattern: 'literal', names: ofThese },
    operations: wanted.split(' ') as Operation[],
  }));
}

function grantUnlessEmpty(pattern: Grant['pattern'], operation: Operation, names: readonly string[]): Grant[] {
  return names.length === 0 ? [] : [{ resource: 'group', pattern, operations: [operation], names }];
}
