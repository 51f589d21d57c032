import { parseBackends, StartProblems, type ServiceConfig } from '@entrepot/platform';
import { EXIT, Failed } from './exit';
import { backendSettings } from './target';

/** How Kafka and MongoDB are reached, told as services are. Throws `Failed` where a setting is missing or wrong. */
export function backendConfig(): ServiceConfig {
  try {
    return parseBackends(backendSettings());
  } catch (error) {
    if (error instanceof StartProblems) throw new Failed(error.problems.join('\n'), EXIT.usage);
    throw error;
  }
}
