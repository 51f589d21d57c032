import { memoryBackbone } from '@entrepot/eventstore';
import { shopContracts, shopErrors } from '../../conformance/shop';
import { MemoryBus } from '../memory/memory-bus';
import { VirtualClock } from '../memory/virtual-clock';
import { defaultLimits, type ServiceParts } from '../runtime/service-parts';
import { turns } from '../index';
import { SavedPosition } from './saved-position';

function opened() {
  const clock = new VirtualClock();
  const backbone = memoryBackbone({ clock: () => clock.date() });
  const shop = { name: 'shop', contracts: shopContracts, errors: shopErrors, limits: defaultLimits, watch: {} };
  const parts: ServiceParts = { ...shop, backbone, bus: new MemoryBus(clock), clock };
  const stored = async () => {
    await turns(5);
    return backbone.positions.get('relay');
  };
  return { position: new SavedPosition('relay', parts), clock, stored };
}

describe('the position of the relay', () => {
  it('is stored now and then while it moves, and where it stands when nothing more comes', async () => {
    const { position, clock, stored } = opened();
    await clock.advance(5_000);
    position.moved('1');
    expect(await stored()).toBe('1');
    position.moved('2');
    expect(await stored()).toBe('1');
    await clock.advance(1_500);
    position.moved('3');
    expect(await stored()).toBe('3');
    position.moved('4');
    expect(await stored()).toBe('3');
    position.rest();
    expect(await stored()).toBe('4');
  });
});
