import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { checkOverlay } from './overlay';

function main(): void {
  new Command('npm run cluster:check')
    .description('Builds every overlay with kubectl and applies the rules of the manifests to what comes out.')
    .parse();
  const overlays = join(workspaceRoot(), 'k8s/overlays');
  for (const name of readdirSync(overlays)) {
    const { objects, services, faults } = checkOverlay(name, join(overlays, name));
    for (const fault of faults) console.error(`${name}: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
    else console.log(`${name}: ${objects} objects, ${services} services, all rules kept`);
  }
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
