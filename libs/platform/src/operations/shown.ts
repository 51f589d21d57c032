import { withoutPersonal, type ClassRef } from '@entrepot/contracts';
import type { DeadLetter, HeldMessage, ParkedInput, Task } from '@entrepot/eventstore';
import { maskText } from '../logs/mask';
import type { DeadLetterShown, MessageOpened, MessageShown, ParkedShown, TaskShown } from './operations.answers';

/** Where a message is and what it is, without its content: lists may be read by more people than single messages. */
export function showMessage({ topic, partition, offset, headers }: HeldMessage): MessageShown {
  const { ce_type: type, ce_id: eventId } = headers;
  return { topic, partition, offset, ...(type && { type }), ...(eventId && { eventId }) };
}

/** What stands for whatever may be read only by who may see personal data. */
export const MASK = '[personal]';

/** With its content, and instead of personal data a mask: `plain` is the class of what others send in plain on its topic. */
export function maskMessage(message: HeldMessage, plain: ClassRef | undefined): MessageOpened {
  const { body, ...rest } = openMessage(message);
  const shown = plain === undefined ? MASK : withoutPersonal(plain, body, MASK);
  return { ...rest, body: (shown === MASK ? { text: MASK } : maskTexts(shown)) as object };
}

/** People write e-mail addresses and phone numbers where they do not belong. */
function maskTexts(value: unknown): unknown {
  if (typeof value === 'string') return value === MASK ? value : maskText(value);
  if (Array.isArray(value)) return value.map(maskTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, maskTexts(held)]));
}

export function openMessage(message: HeldMessage): MessageOpened {
  return { ...showMessage(message), headers: { ...message.headers }, body: bodyOf(message.value) };
}

export function showParked({
  id,
  merchantId,
  reaction,
  source,
  reason,
  attempts,
  parkedAt,
  retryAt,
  message,
}: ParkedInput): ParkedShown {
  return { id, merchantId, reaction, source, reason, attempts, parkedAt, retryAt, message: showMessage(message) };
}

export function showDeadLetter({
  id,
  merchantId,
  reaction,
  source,
  code,
  reason,
  attempts,
  at,
  message,
}: DeadLetter): DeadLetterShown {
  return { id, merchantId, reaction, source, code, reason, attempts, at, message: showMessage(message) };
}

export function showTask({ id, kind, dueAt, since, attempts, lastError }: Task): TaskShown {
  return { id, kind, dueAt, since, attempts, ...(lastError !== undefined && { lastError }) };
}

function bodyOf(value: string | null): object {
  try {
    const parsed = JSON.parse(value ?? 'null') as unknown;
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // A body that is no JSON is shown as it is: that may be why it is here.
  }
  return { text: value ?? '' };
}
