import { Command } from 'commander';
import { explain } from '../../libs/testing/src/process/plain-failure';
import { steps } from './steps';
import type { Step } from './steps';
import { closingLine, sumOf } from './tally';
import type { Tally } from './tally';

/** `npm test`: everything a change has to pass. Ends with `N passed, N failed`, exit status 1 when anything failed. */
async function main(): Promise<void> {
  const chosen = chosenSteps();
  const tallies: Tally[] = [];
  for (const group of sideBySide(chosen)) {
    tallies.push(...(await Promise.all(group.map((step) => announced(step, chosen.length > 1)))));
  }
  const sum = sumOf(tallies);
  console.log(`\n${closingLine(sum)}`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

function chosenSteps(): readonly Step[] {
  const names = steps.map(({ name }) => name).join(', ');
  const command = new Command('npm test --').option('--only <steps>', `comma separated, of ${names}`).parse();
  const { only } = command.opts<{ only?: string }>();
  if (only === undefined) return steps;
  const wanted = only.split(',');
  const unknown = wanted.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) command.error(`error: there is no step "${unknown}", only ${names}`);
  return steps.filter(({ name }) => wanted.includes(name));
}

/** The steps in their order; what keeps only one core busy is together with such neighbours. */
function sideBySide(all: readonly Step[]): readonly (readonly Step[])[] {
  const groups: Step[][] = [];
  for (const step of all) {
    const last = groups.at(-1);
    if (step.ofOneCore && last?.[0]?.ofOneCore) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

async function announced({ name, does, run }: Step, aloud: boolean): Promise<Tally> {
  const started = Date.now();
  if (aloud) console.log(`\n== ${name}: ${does}`);
  const tally = await run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (aloud) console.log(`== ${name}: ${tally.failed === 0 ? 'ok' : 'FAILED'} after ${seconds} s`);
  return tally;
}

main().catch((error: unknown) => {
  // A prerequisite is missing: nothing was tested, which is not success.
  console.error(explain(error));
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
});
