import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import type { World } from './world';

/** How a command ended. */
export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

const LONGEST_MS = 100_000;

/** Runs `npx entrepot` as an operator of the world would: told of gateway, key and backends by the environment. */
export class CommandLine {
  private readonly env: NodeJS.ProcessEnv;

  constructor(
    private readonly world: World,
    more: Readonly<Record<string, string>> = {},
  ) {
    const { urls, key, brokers, mongoUri } = world.system;
    const { PATH, HOME } = process.env;
    const told = { ENTREPOT_URL: urls.gateway, ENTREPOT_KEY: key, KAFKA_BROKERS: brokers, MONGODB_URI: mongoUri };
    this.env = { PATH, HOME, ...told, TOPIC_PREFIX: world.topicPrefix, TOPIC_PARTITIONS: '3', ...more };
  }

  /** The same with the key of the operator's client: for what is about all merchants. */
  get asOperator(): CommandLine {
    return new CommandLine(this.world, { ENTREPOT_KEY: this.world.system.operatorKey });
  }

  run(...args: readonly string[]): Promise<Ended> {
    const script = join(workspaceRoot(), 'tools/entrepot.mjs');
    const options = { env: this.env, timeout: LONGEST_MS, maxBuffer: 64 * 1024 * 1024 };
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [script, ...args], options, (_, out, err) => {
        resolve({ status: child.exitCode ?? -1, out, err });
      });
    });
  }

  /** What it says with `--json`. */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { out, err, status } = await this.run(...args, '--json');
    try {
      return JSON.parse(out) as T;
    } catch {
      throw new Error(`entrepot ${args.join(' ')} ended with ${status} and no JSON: ${out}${err}`);
    }
  }
}
