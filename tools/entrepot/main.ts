import { CommanderError } from 'commander';
import { onClosedPipe } from '../../libs/testing/src/process/closed-pipe';
import { EXIT, Failed } from './exit';
import { program } from './program';

/** Commander has said itself what was wrong; showing help is no fault. */
function ended(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const isOurs = error instanceof Failed;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  console.error(`entrepot: ${isOurs ? message : (stack ?? message)}`);
  return isOurs ? error.status : EXIT.found;
}

// What was asked for is done all the same, and the status says how.
onClosedPipe([process.stdout, process.stderr], () => undefined);

program()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = ended(error);
  });
