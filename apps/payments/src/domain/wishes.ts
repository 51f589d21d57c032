import type { Running, StartedPayment, Wish } from './payment';

type Kind = 'capture' | 'refund';

/** The wish waits behind the others, and is known from now on. */
export function joinQueue(payment: StartedPayment, wish: Wish): StartedPayment {
  const queued = { ...payment, queue: [...payment.queue, wish] };
  return wish.kind === 'release' ? queued : noteAsked(queued, wish.kind, wish.id, wish.amount);
}

/** Remembers what was asked for, the first time only. */
export function noteAsked(payment: StartedPayment, kind: Kind, id: string, amount: number): StartedPayment {
  const name = askedName(kind, id);
  return name in payment.asked ? payment : { ...payment, asked: { ...payment.asked, [name]: amount } };
}

export function askedName(kind: Kind, id: string): string {
  return `${kind}:${id}`;
}

/** Works on a wish from now on; one that is worked on already goes on. It leaves the queue. */
export function startRunning(payment: StartedPayment, running: Running): StartedPayment {
  if (payment.running !== undefined) return payment;
  return { ...leaveQueue(payment, running.kind, idOf(running)), running };
}

/** Adds what one tender gave, or that it gave nothing. A refund that needed no call begins with its first part. */
export function withProgress(
  payment: StartedPayment,
  kind: Kind,
  id: string,
  progress: { done?: number; failed?: string },
): StartedPayment {
  const begun = beginQueued(payment, kind, id);
  const { running } = begun;
  if (running?.kind !== kind || running.id !== id) return begun;
  const failed = progress.failed === undefined ? running.failed : [...running.failed, progress.failed];
  return { ...begun, running: { ...running, done: running.done + (progress.done ?? 0), failed } };
}

function beginQueued(payment: StartedPayment, kind: Kind, id: string): StartedPayment {
  const [head] = payment.queue;
  if (payment.running !== undefined || head?.kind !== kind || head.id !== id) return payment;
  return startRunning(payment, { ...head, done: 0, failed: [] });
}

/** The wish has ended, or ends before it began because there was nothing to do. */
export function endRunning(payment: StartedPayment, kind: Wish['kind'], id?: string): StartedPayment {
  const { running, ...rest } = payment;
  if (running === undefined) return leaveQueue(payment, kind, id);
  return running.kind === kind && idOf(running) === id ? rest : payment;
}

function leaveQueue(payment: StartedPayment, kind: Wish['kind'], id: string | undefined): StartedPayment {
  const [head, ...others] = payment.queue;
  return head?.kind === kind && idOf(head) === id ? { ...payment, queue: others } : payment;
}

function idOf(wish: Wish | Running): string | undefined {
  return wish.kind === 'release' ? undefined : wish.id;
}
