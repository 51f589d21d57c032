import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../exit';

/** Hands everything on to the tool behind `npm run replay`. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('plays real orders against the system that npm start runs, or one of its own, and checks the books')
    .argument('[arguments...]', 'see `npx entrepot replay --help`')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (given: string[]) => {
      const tool = join(__dirname, '../../replay/main.js');
      const child = spawn(process.execPath, [...process.execArgv, tool, ...given], { stdio: 'inherit' });
      process.exitCode = await new Promise<number>((resolve) => {
        child.once('error', () => resolve(EXIT.refused));
        child.once('exit', (code) => resolve(code ?? EXIT.found));
      });
    });
}
