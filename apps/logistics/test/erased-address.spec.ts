import { LabelRequested } from '@entrepot/contracts/logistics';
import type { EffectCall } from '@entrepot/messaging';
import { memoryPrivacy } from '@entrepot/privacy';
import { Carriers } from '../src/clients/carriers';
import { BookLabel } from '../src/effects/book-label.effect';
import { MemoryCarrier } from './memory-carrier';
import { ShipmentStory } from './shipment-story';

const PERSON = 'psn_ana';

/** A shipment whose address is sealed for a person, and the work on its labels. */
async function aSealedShipment() {
  const privacy = memoryPrivacy();
  const carrier = new MemoryCarrier();
  const effect = new BookLabel(new Carriers([carrier]), privacy);
  const book = jest.spyOn(carrier, 'book');
  const story = new ShipmentStory();
  story.requested();
  /** Works on the newest request as the runtime does, and settles it. */
  const work = async (attempt = 1): Promise<string[]> => {
    const { type: _, ...plain } = story.last<LabelRequested>('LabelRequested');
    const to = { city: 'Campinas', country: 'BR', name: 'Ana', line1: 'Rua 1' };
    const intent = await sealed(new LabelRequested({ ...plain, to }));
    const call = { attempt, merchantId: 'acme', intentId: `intent-${attempt}` } as EffectCall;
    const known = attempt > 1 ? await effect.inquire(intent, call) : undefined;
    const outcome = known ?? (await effect.perform(intent, call));
    return story.when(effect.decide, { intent, intentId: 'id', outcome });
  };
  // What was sealed before the erasure stays sealed under the key that is gone.
  const kept = await privacy.sealTexts(['Ana', 'Rua 1'], PERSON);
  const sealed = (intent: LabelRequested) =>
    Promise.resolve(new LabelRequested({ ...intent, to: { ...intent.to!, name: kept[0]!, line1: kept[1]! } }));
  return { book, story, work, erase: () => privacy.destroy(PERSON) };
}

describe('a label that is asked for after the person was erased', () => {
  it('fails for good, with the reason, and the carrier is told nothing', async () => {
    const { book, story, work, erase } = await aSealedShipment();
    await erase();
    expect(await work()).toEqual(['LabelFailed']);
    expect(book).not.toHaveBeenCalled();
    expect(story.shipment).toMatchObject({ status: 'label-failed' });
    expect(story.events.at(-1)).toMatchObject({ reason: 'the personal data of its address was erased' });
  });

  it('fails again when a person asks for it again, and can still be called off', async () => {
    const { book, story, work, erase } = await aSealedShipment();
    await erase();
    await work();
    expect(story.labelAskedAgain()).toEqual(['LabelRequested']);
    expect(await work()).toEqual(['LabelFailed']);
    expect(story.voidAsked()).toEqual(['ShipmentVoided']);
    expect(book).not.toHaveBeenCalled();
  });

  it('is taken on when the carrier has booked it before: only its answer got lost', async () => {
    const { book, story, work, erase } = await aSealedShipment();
    const settle = jest.spyOn(story, 'when').mockReturnValueOnce([]);
    await work();
    settle.mockRestore();
    await erase();
    expect(await work(2)).toEqual(['ShipmentLabelled', expect.stringMatching(/^\/Tracking/)]);
    expect(book).toHaveBeenCalledTimes(1);
    expect(story.shipment.status).toBe('labelled');
  });
});
