import { Command } from 'commander';
import { supervisedSystem } from '../libs/testing/src/system/run-file';
import type { ProcessStatus } from './start/landing/status';

async function main(): Promise<void> {
  new Command('npm run status')
    .description('How the services of this checkout are. Exit status 1 when one is not ready, or none runs.')
    .parse();
  const running = supervisedSystem();
  if (!running) {
    console.log('Entrepot does not run in this checkout: npm start starts it.');
    process.exitCode = 1;
    return;
  }
  if (!running.ready) {
    console.log(`Entrepot is starting at ${running.landing}.`);
    process.exitCode = 1;
    return;
  }
  const answer = await fetch(`${running.landing}/status.json`, { signal: AbortSignal.timeout(5_000) });
  const { processes } = (await answer.json()) as { processes: ProcessStatus[] };
  const address = processes.find(({ service }) => service === 'gateway')?.url ?? running.landing;
  console.log(`Entrepot at ${address}, up since ${running.startedAt}`);
  for (const { process: label, state, url, pid, restarts } of processes) {
    const again = restarts > 0 ? `, ${restarts} restart${restarts > 1 ? 's' : ''}` : '';
    console.log(`  ${label.padEnd(12)} ${state.padEnd(11)} ${url}  (process ${pid ?? '-'}${again})`);
  }
  console.log(`  Kafka ${running.brokers}, MongoDB ${running.mongoUri.replace(/\/\/[^@/]*@/, '//***@')}`);
  if (processes.some(({ state }) => state !== 'ready')) process.exitCode = 1;
}

main().catch(() => {
  console.log('Entrepot is stopping: it does not answer.');
  process.exitCode = 1;
});
