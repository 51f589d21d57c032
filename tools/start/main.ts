import { explain } from '../../libs/testing/src/process/plain-failure';
import { withProgress } from '../../libs/testing/src/process/progress';
import { removeRunRecord } from '../../libs/testing/src/system/run-file';
import { SERVICE_NAMES } from '../../libs/testing/src/system/services';
import { parseStartOptions } from './options';
import type { StartOptions } from './options';
import { startEverything } from './run';
import type { Started } from './run';
import { seedDemo } from './seed/seed-demo';
import { tryNext } from './try-next';

const say = (line: string): void => console.error(line);

/** `npm start`: the whole backbone on this machine, supervised until Ctrl-C. */
async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2));
  // Until everything is up there is nothing to stop in order: what was started ends with this process.
  const leaveAtOnce = () => {
    removeRunRecord();
    process.exit(130);
  };
  process.once('SIGINT', leaveAtOnce).once('SIGTERM', leaveAtOnce);
  const started = await startEverything(options, say);
  process.off('SIGINT', leaveAtOnce).off('SIGTERM', leaveAtOnce);
  process.once('SIGINT', () => void leave(started)).once('SIGTERM', () => void leave(started));
  await seed(started, options);
  greet(started);
}

/** A demo that cannot be seeded is said, but the services it belongs to stay up to be looked at. */
async function seed({ system }: Started, { seed: wanted, only }: StartOptions): Promise<void> {
  if (!wanted || !only.includes('catalog') || !only.includes('inventory')) return;
  try {
    await withProgress(say, 'Seeding the demo merchant', () => seedDemo(system));
  } catch (error) {
    say(`The demo merchant could not be seeded: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function greet({ system, landingUrl }: Started): void {
  const { urls, instances } = system;
  console.log(`\nEntrepot is running: ${instances.gateway ? urls.gateway : landingUrl}\n`);
  if (instances.gateway) console.log(`  ${'all'.padEnd(10)} ${urls.gateway}/docs`);
  for (const name of SERVICE_NAMES.filter((service) => service !== 'gateway' && instances[service])) {
    console.log(`  ${name.padEnd(10)} ${urls[name]}/docs`);
  }
  console.log(`\nDemo key (merchant "${system.merchantId}"): ${system.key}`);
  console.log(`Key of the operator, for what is about all merchants: ${system.operatorKey}`);
  if (system.instances.sandbox) console.log(`Key of the sandbox, which plays other companies: ${system.sandboxKey}`);
  console.log('\nTry next:');
  for (const command of tryNext(system)) console.log(`  ${command}`);
  console.log('\nCtrl-C stops everything. In another terminal: npm run status, npm run logs, npm run stop.');
}

async function leave({ system, landing }: Started): Promise<void> {
  // Asked twice, whoever asks is in a hurry: the servers die with this process.
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  say('\nStopping ...');
  landing.close();
  landing.closeAllConnections();
  await system.stop();
  removeRunRecord();
  say('Stopped.');
  process.exit(0);
}

main().catch((error: unknown) => {
  say(explain(error));
  process.exit(1);
});
