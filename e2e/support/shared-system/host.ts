import { isServiceName, TraceCollector } from '@entrepot/testing';
import { ownSystem, type OwnSystem } from '../own-system';
import type { HostAnswer, SystemDescribed } from './described';

interface Started extends OwnSystem {
  readonly described: SystemDescribed;
  readonly collector: TraceCollector;
}

/** One whole system for all specs that can share one: started when the first of them asks, stopped with the host. */
export class SystemHost {
  private starting: Promise<Started> | undefined;

  /** Does what a spec asks for, `<verb>` or `<verb> <name>`. */
  async answer(asked: string): Promise<HostAnswer> {
    this.starting ??= start();
    const { system, described, collector } = await this.starting;
    const [verb, name = ''] = asked.split(' ');
    if (verb === 'describe') return described;
    if (verb === 'spans') return collector.spans;
    if (verb === 'admit') return { key: await system.admit(name) };
    if (!isServiceName(name)) throw new Error(`there is no service "${name}"`);
    if (verb === 'kill') await system.kill(name);
    else if (verb === 'ready') await system.ready(name);
    else throw new Error('nobody knows how to do that');
    return {};
  }

  async close(): Promise<void> {
    const started = await this.starting?.catch(() => undefined);
    if (started === undefined) return;
    await started.stop();
    await started.collector.close();
  }
}

async function start(): Promise<Started> {
  const collector = await TraceCollector.open();
  // Recorded is what says so itself.
  const env = { TRACE_EXPORT_URL: collector.url, TRACE_SHARE: '0' };
  const own = await ownSystem({ throughGateway: true, env });
  const { urls, instances, operatorKey, sandboxKey, secrets, brokers, mongoUri } = own.system;
  const { topicPrefix, folder } = own;
  const described = { urls, instances, operatorKey, sandboxKey, secrets, brokers, mongoUri, topicPrefix, folder };
  return { ...own, described, collector };
}
