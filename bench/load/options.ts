import { InvalidArgumentError, type Command } from 'commander';

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0)
    throw new InvalidArgumentError('give a whole number');
  return value;
}

/** A count or a rate that has to be above 0. */
export function countAboveZero(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('give a whole number above 0');
  return value;
}

/** "max", or so many a second. */
export function rateOrMax(text: string): number | 'max' {
  if (text === 'max') return 'max';
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('give "max" or orders per second above 0');
  return value;
}

interface LoopDefaults {
  readonly orders?: number;
  readonly warmUp?: number;
}

/** Orders of which a number is under way at any time. */
export function closedLoop(command: Command, { orders = 2000, warmUp = 500 }: LoopDefaults = {}): Command {
  return command
    .option('--orders <count>', 'how many orders are timed', countAboveZero, orders)
    .option('--in-flight <count>', 'in a closed loop: orders under way at any time', countAboveZero, 300)
    .option('--warm-up <count>', 'orders before the clock starts', wholeNumber, warmUp);
}

/** The same, or orders that come at a rate. */
export function anyLoop(command: Command, rate: number | 'max', defaults?: LoopDefaults): Command {
  const says = '"max" (a closed loop), or an open loop of so many orders per second';
  return closedLoop(command.option('--rate <perSecond>', says, rateOrMax, rate), defaults);
}
