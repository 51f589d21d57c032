import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { announceBackend, runningBackend, withdrawBackend } from '../libs/testing/src/backend/running-backend';
import { startBackends } from '../libs/testing/src/embedded/backends';
import { explain } from '../libs/testing/src/process/plain-failure';

async function main(): Promise<void> {
  new Command('npm run test:backend')
    .description('A Kafka and a mongod that stay, so that test runs do not have to start their own.')
    .parse();
  const running = await runningBackend();
  if (running) return console.log(`A test backend runs already: ${running.brokers}, ${running.mongoUri}`);
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-test-'));
  const backends = await startBackends({ folder, say: (line) => console.error(line) });
  announceBackend(backends);
  console.log(`Test backend ready: KAFKA_BROKERS=${backends.brokers} MONGODB_URI=${backends.mongoUri}`);
  console.log('Test runs in this checkout use it from now on. Ctrl-C stops it.');
  await new Promise((resolve) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, resolve)));
  withdrawBackend();
  await backends.stop();
  rmSync(folder, { recursive: true, force: true });
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
