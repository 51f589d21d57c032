import { withSystem } from '../tools/system-for-tool';
import { benchmark } from './benchmark';
import { rateOrMax, wholeNumber } from './load/options';
import { benchOrdersOn, type BenchOptions } from './load/run';

export const orders = benchmark<BenchOptions>({
  name: 'orders',
  does: 'Orders through the intake topic until their shipment is planned.',
  passes: 'all processed and balanced',
  options: (command) =>
    command
      .option('--orders <count>', 'how many orders are timed', wholeNumber, 2000)
      .option('--rate <perSecond>', '"max", or an open loop of so many orders per second', rateOrMax, 'max')
      .option('--in-flight <count>', 'at --rate max: orders under way at any time', wholeNumber, 300)
      .option('--warm-up <count>', 'orders before the clock starts', wholeNumber, 500),
  run: (options) => withSystem((target) => benchOrdersOn(target, options)),
});
