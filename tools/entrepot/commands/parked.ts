import { Command } from 'commander';
import { listCommand, selectionCommand, showCommand, since, type Waiting } from './waiting';

const PARKED: Waiting = {
  list: 'parked',
  what: 'parked input',
  head: ['age', 'handler', 'tries', 'why', 'id'],
  row: (input) => [
    since(input, 'parkedAt'),
    String(input['reaction']),
    Number(input['attempts']),
    String(input['reason']).slice(0, 60),
    input.id,
  ],
  filters: ['handler'],
  hasEveryMerchant: true,
  isHeld: true,
};

/** Inputs that wait for another try. */
export function parkedCommand(): Command {
  const { list, what } = PARKED;
  const redrive = selectionCommand(
    'redrive',
    { list, what, action: 'redrive', hasCode: false },
    { reason: 'free', everyMerchant: true },
  );
  const giveUp = selectionCommand(
    'give-up',
    { list, what, action: 'give-up', hasCode: false },
    { reason: 'needed', everyMerchant: true },
  );
  return new Command(list)
    .description('inputs that wait, with everything of the same source behind them')
    .addCommand(listCommand(PARKED))
    .addCommand(showCommand(PARKED))
    .addCommand(redrive.description('has them tried now, by the process that owns their partition'))
    .addCommand(giveUp.description('makes dead letters of them: those behind them go on'));
}
