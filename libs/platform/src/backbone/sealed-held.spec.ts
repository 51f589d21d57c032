import { memoryBackbone, type HeldMessage } from '@entrepot/eventstore';
import { memoryPrivacy, SealBroken } from '@entrepot/privacy';
import { SealedHeld } from './sealed-held';

const PLAIN = 'shop.intake.v1';
const body = JSON.stringify({ name: 'Ana Souza' });
const message = (topic: string, value: string | null = body, offset = 7): HeldMessage => {
  return { topic, partition: 0, offset, key: 'k', headers: { ce_id: '1' }, value };
};
const later = { reason: 'x', retryAt: '2020-01-01T00:00:00.000Z' };
const parked = (of: HeldMessage) => ({
  reaction: 'r',
  source: `s${of.offset}`,
  merchantId: 'acme',
  message: of,
  ...later,
});
const letter = (of: HeldMessage) => ({
  reaction: 'r',
  source: 's',
  merchantId: 'acme',
  message: of,
  code: 'c',
  reason: 'x',
  attempts: 1,
});

function kept() {
  const privacy = memoryPrivacy();
  const inner = memoryBackbone();
  const plainTopics = {
    [PLAIN]: (_: string, of: unknown) => (of === undefined ? undefined : (['person', 'ana'] as const)),
  };
  return { privacy, inner, outer: new SealedHeld(privacy, { ...plainTopics } as never).around(inner) };
}

it('keeps what was sent in plain sealed while it waits, and gives it back as it was sent', async () => {
  const { inner, outer } = kept();
  await outer.parkedInputs.park([parked(message(PLAIN)), parked(message(PLAIN, '{no json Ana', 8))]);
  await outer.deadLetters.add([letter(message(PLAIN))]);
  const stored = [
    ...(await inner.parkedInputs.due(PLAIN, [0], 9)),
    ...(await inner.deadLetters.list('acme', { limit: 9 })).items,
  ];
  expect(stored.map((one) => one.message.value?.slice(0, 10))).toEqual(['sealed:v1:', 'sealed:v1:', 'sealed:v1:']);
  const values = (await outer.parkedInputs.due(PLAIN, [0], 9)).map((one) => one.message.value);
  expect(values.sort()).toEqual([body, '{no json Ana'].sort());
  const [dead] = (await outer.deadLetters.list('acme', { limit: 9 })).items;
  await expect(outer.deadLetters.show('acme', dead!.id)).resolves.toMatchObject({ message: message(PLAIN) });
  await expect(outer.parkedInputs.count()).resolves.toBe(2);
});

it('leaves events alone: what is personal in them is sealed already', async () => {
  const { inner, outer } = kept();
  await outer.parkedInputs.park([parked(message('shop.order.v1'))]);
  const [stored] = await inner.parkedInputs.due('shop.order.v1', [0], 9);
  expect(stored?.message).toEqual(message('shop.order.v1'));
});

it('leaves only the envelope of somebody who was erased, whether that was before or after', async () => {
  const { privacy, inner, outer } = kept();
  await outer.parkedInputs.park([parked(message(PLAIN))]);
  await privacy.destroy(await privacy.subject('acme', 'person', 'ana'));
  await outer.parkedInputs.park([parked(message(PLAIN, body, 8))]);
  const found = await outer.parkedInputs.due(PLAIN, [0], 9);
  expect(found.map((one) => one.message)).toEqual([message(PLAIN, null), message(PLAIN, null, 8)]);
  expect(JSON.stringify(await inner.parkedInputs.due(PLAIN, [0], 9))).not.toContain('Ana');
});

it('keeps what is due of others going where the key of one is lost, which is neither given out nor taken for erased', async () => {
  const [{ inner, outer }, elsewhere] = [kept(), memoryPrivacy()];
  const [lost = ''] = await elsewhere.sealTexts([body], 'psn_lost');
  await inner.parkedInputs.park([parked(message(PLAIN, lost))]);
  await outer.parkedInputs.park([parked(message(PLAIN, body, 8))]);
  const due = await outer.parkedInputs.due(PLAIN, [0], 9);
  expect(due.map((one) => one.message.value)).toEqual([lost, body]);
  await expect(outer.parkedInputs.inputs(due[0]!, 9)).rejects.toThrow(SealBroken);
  await expect(outer.parkedInputs.inputs(due[1]!, 9)).resolves.toMatchObject([{ message: message(PLAIN, body, 8) }]);
});
