import { withSystem } from '../tools/system-for-tool';
import { benchmark } from './benchmark';
import { anyLoop } from './load/options';
import { benchOrdersOn, type BenchOptions } from './load/run';

export const orders = benchmark<BenchOptions>({
  name: 'orders',
  does: 'Orders through the intake topic until their shipment is planned.',
  passes: 'all processed and balanced',
  options: (command) => anyLoop(command, 'max'),
  run: (options) => withSystem((target) => benchOrdersOn(target, options)),
});
