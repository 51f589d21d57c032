import type { Command } from 'commander';
import { program } from './program';

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

const named = (command: Command): string =>
  command.parent === null ? command.name() : `${named(command.parent)} ${command.name()}`;

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (more) => (text += more) }).outputHelp();
  return text;
}

/** `replay` hands its help on to another tool. */
const told = leaves(program()).filter((command) => command.name() !== 'replay');

describe('the help of every command', () => {
  it.each(told.map((command) => [named(command), command] as const))('%s has examples of it', (name, command) => {
    const [, examples = ''] = helpOf(command).split('Examples:');
    expect(examples).toContain(`npx ${name}`);
  });

  it.each(told.map((command) => [named(command), command] as const))(
    '%s names --url, --key and --json',
    (_, command) => {
      expect(['--url', '--key', '--json'].filter((option) => !helpOf(command).includes(option))).toEqual([]);
    },
  );
});
