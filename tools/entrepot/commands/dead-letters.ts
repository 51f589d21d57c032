import { Command } from 'commander';
import { listCommand, selectionCommand, showCommand, since, type Waiting } from './waiting';

const LETTERS: Waiting = {
  list: 'dead-letters',
  what: 'dead letter',
  head: ['age', 'handler', 'code', 'tries', 'id'],
  row: (letter) => [
    since(letter, 'at'),
    String(letter['reaction']),
    String(letter['code']),
    Number(letter['attempts']),
    letter.id,
  ],
  filters: ['handler', 'code'],
  hasEveryMerchant: true,
  isHeld: true,
};

/** Inputs that were given up. */
export function deadLettersCommand(): Command {
  const { list, what } = LETTERS;
  const redrive = selectionCommand(
    'redrive',
    { list, what, action: 'redrive', hasCode: true },
    { reason: 'free', everyMerchant: true },
  );
  const discard = selectionCommand(
    'discard',
    { list, what, action: 'discard', hasCode: true },
    { reason: 'needed', everyMerchant: true },
  );
  return new Command(list)
    .description('inputs that were given up: see why, try them again, drop them')
    .addCommand(listCommand(LETTERS))
    .addCommand(showCommand(LETTERS))
    .addCommand(redrive.description('tries them again, one after the other; exit status 1 if one fails again'))
    .addCommand(discard.description('drops them for good'));
}
