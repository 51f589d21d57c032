import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freeSystemPorts,
  isServiceName,
  startSystem,
  testBackend,
  TraceCollector,
  uniqueName,
  type RunningSystem,
} from '@entrepot/testing';
import { webhooksTo } from '../webhooks-to';
import type { HostAnswer, SystemDescribed } from './described';

interface Started {
  readonly system: RunningSystem;
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
    await started.system.stop();
    await started.collector.close();
    if (!process.env['E2E_KEEP_LOGS']) rmSync(started.described.folder, { recursive: true, force: true });
  }
}

async function start(): Promise<Started> {
  const ports = await freeSystemPorts();
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-e2e-'));
  const topicPrefix = uniqueName('e2e');
  const collector = await TraceCollector.open();
  const env = {
    TOPIC_PARTITIONS: '3',
    LOG_LEVEL: 'warn',
    // Recorded is what says so itself.
    ...{ TRACE_EXPORT_URL: collector.url, TRACE_SHARE: '0' },
    ...webhooksTo(ports),
  };
  const system = await startSystem({ dataDir: folder, ports, backends: testBackend(), topicPrefix, env });
  const { urls, instances, operatorKey, sandboxKey, secrets, brokers, mongoUri } = system;
  const described = { urls, instances, operatorKey, sandboxKey, secrets, brokers, mongoUri, topicPrefix, folder };
  return { system, described, collector };
}
