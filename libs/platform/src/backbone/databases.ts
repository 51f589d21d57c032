import type { ServiceConfig } from '../config/service.config';

/** Name of the database of a service. */
export function databaseOf({ topicPrefix }: Pick<ServiceConfig, 'topicPrefix'>, service: string): string {
  return `${topicPrefix === undefined ? '' : `${topicPrefix}-`}entrepot-${service}`;
}

/** Name of the database of data keys: all services of a system share it. */
export function databaseOfKeys(config: Pick<ServiceConfig, 'topicPrefix'>): string {
  return databaseOf(config, 'keys');
}
