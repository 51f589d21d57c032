import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@entrepot/kernel';
import { register } from 'prom-client';
import { CallFailed, resilienceReport, resilientCall, type CallPolicy } from './index';

const policy = (name: string, more: Partial<CallPolicy> = {}): CallPolicy => ({
  name,
  deadlineMs: 500,
  tryTimeoutMs: 100,
  baseDelayMs: 1,
  ...more,
});

const refused = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const status = (code: number) =>
  new CallFailed({ reason: 'status', call: 'x', status: code, unknownOutcome: code >= 500 });
const hang = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
const reportOf = (name: string) => resilienceReport().find(({ call }) => call === name);

async function failureOf(work: Promise<unknown>): Promise<CallFailed> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CallFailed);
  return error as CallFailed;
}

describe('resilientCall', () => {
  it('returns what the work returns', async () => {
    const call = resilientCall(policy('plain'));
    await expect(call(() => Promise.resolve(7), { idempotent: false })).resolves.toBe(7);
  });

  it('ends a try at its timeout, aborts its signal and calls the outcome unknown', async () => {
    const call = resilientCall(policy('slow', { tryTimeoutMs: 30 }));
    let aborted = false;
    const failure = await failureOf(
      call(
        (signal) => {
          signal.addEventListener('abort', () => (aborted = true));
          return hang(signal);
        },
        { idempotent: false },
      ),
    );
    expect(failure).toMatchObject({ reason: 'timeout', unknownOutcome: true });
    expect(aborted).toBe(true);
  });

  it('tries an idempotent call again, each try with a fresh signal', async () => {
    const call = resilientCall(policy('again'));
    const signals = new Set<AbortSignal>();
    const work = (signal: AbortSignal) => {
      signals.add(signal);
      return signals.size < 3 ? Promise.reject(refused()) : Promise.resolve('ok');
    };
    await expect(call(work, { idempotent: true })).resolves.toBe('ok');
    expect(signals.size).toBe(3);
    expect(reportOf('again')).toMatchObject({ retries: 2, ended: { ok: 1 } });
  });

  it('never repeats a call that is not idempotent', async () => {
    const call = resilientCall(policy('once'));
    const work = jest.fn(() => Promise.reject(refused()));
    expect(await failureOf(call(work, { idempotent: false }))).toMatchObject({
      reason: 'network',
      unknownOutcome: false,
    });
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('knows that nothing was said on a connection whose certificate is not trusted', async () => {
    const call = resilientCall(policy('untrusted'));
    for (const code of ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID']) {
      const work = () => Promise.reject(Object.assign(new Error('tls'), { code }));
      const failure = await failureOf(call(work, { idempotent: false }));
      expect(failure).toMatchObject({ reason: 'network', unknownOutcome: false });
    }
  });

  it('never repeats a refusal', async () => {
    const call = resilientCall(policy('refusal'));
    const work = jest.fn(() => Promise.reject(status(422)));
    expect(await failureOf(call(work, { idempotent: true }))).toMatchObject({ status: 422, unknownOutcome: false });
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('keeps an outcome unknown when a later try fails for sure', async () => {
    const call = resilientCall(policy('sticky', { tryTimeoutMs: 30 }));
    let tries = 0;
    const work = (signal: AbortSignal) => ((tries += 1) === 1 ? hang(signal) : Promise.reject(status(404)));
    expect(await failureOf(call(work, { idempotent: true }))).toMatchObject({ status: 404, unknownOutcome: true });
  });

  it('lets an error that the work threw on purpose through', async () => {
    const call = resilientCall(policy('purpose'));
    const error = new DomainError('label.refused');
    await expect(call(() => Promise.reject(error), { idempotent: true })).rejects.toBe(error);
  });

  it('ends within its deadline whatever is left to try', async () => {
    const call = resilientCall(policy('deadline', { deadlineMs: 80, tryTimeoutMs: 50, retries: 9 }));
    const work = jest.fn(hang);
    await failureOf(call(work, { idempotent: true }));
    expect([1, 2]).toContain(work.mock.calls.length);
  });

  it('ends when its caller does, and sends nothing for a caller that has already left', async () => {
    const call = resilientCall(policy('left'));
    const caller = new AbortController();
    const waiting = failureOf(call(hang, { idempotent: true, signal: caller.signal }));
    caller.abort();
    expect(await waiting).toMatchObject({ reason: 'timeout', unknownOutcome: true });
    const work = jest.fn(() => Promise.resolve());
    const failure = await failureOf(call(work, { idempotent: true, signal: caller.signal }));
    expect(failure).toMatchObject({ reason: 'timeout', unknownOutcome: false });
    expect(work).not.toHaveBeenCalled();
  });

  it('retries about one call in ten when everything fails', async () => {
    const call = resilientCall(policy('budget', { breaker: { volumeThreshold: 100_000 } }));
    const work = jest.fn(() => Promise.reject(status(503)));
    for (let n = 0; n < 200; n += 1) await failureOf(call(work, { idempotent: true }));
    expect(work.mock.calls.length).toBeGreaterThanOrEqual(210);
    expect(work.mock.calls.length).toBeLessThanOrEqual(231);
  });
});

describe('the breaker', () => {
  const quick = { retries: 0, breaker: { resetMs: 50 } };

  it('opens after ten failures, not before, and says open without calling', async () => {
    const call = resilientCall(policy('opens', quick));
    const work = jest.fn(() => Promise.reject(status(500)));
    for (let n = 0; n < 10; n += 1)
      expect(await failureOf(call(work, { idempotent: true }))).toMatchObject({ status: 500 });
    expect(await failureOf(call(work, { idempotent: true }))).toMatchObject({ reason: 'open', unknownOutcome: false });
    expect(work).toHaveBeenCalledTimes(10);
    expect(reportOf('opens')).toMatchObject({ state: 'open', ended: { open: 1, status: 10 } });
  });

  it('is not opened by refusals', async () => {
    const call = resilientCall(policy('refusals', quick));
    for (let n = 0; n < 30; n += 1) await failureOf(call(() => Promise.reject(status(409)), { idempotent: true }));
    expect(reportOf('refusals')).toMatchObject({ state: 'closed' });
  });

  it('lets one call through after a while and closes when it is answered', async () => {
    const call = resilientCall(policy('closes', quick));
    for (let n = 0; n < 10; n += 1) await failureOf(call(() => Promise.reject(status(500)), { idempotent: true }));
    await sleep(80);
    expect(reportOf('closes')).toMatchObject({ state: 'half-open' });
    const trial = call(() => sleep(20, 'up'), { idempotent: true });
    expect(await failureOf(call(() => Promise.resolve('second'), { idempotent: true }))).toMatchObject({
      reason: 'open',
    });
    await expect(trial).resolves.toBe('up');
    expect(reportOf('closes')).toMatchObject({ state: 'closed', inFlight: 0 });
  });

  it('stays open when the call that was let through says nothing of the other side', async () => {
    const left = new DomainError('caller.left');
    const breaker = { ...quick.breaker, saysNothing: (error: unknown) => error === left };
    const call = resilientCall(policy('silent', { ...quick, breaker }));
    const hangUp = () => call(() => Promise.reject(left), { idempotent: true });
    for (let n = 0; n < 10; n += 1) await failureOf(call(() => Promise.reject(status(500)), { idempotent: true }));
    await sleep(80);
    await expect(hangUp()).rejects.toBe(left);
    expect(reportOf('silent')).toMatchObject({ state: 'open', inFlight: 0 });
    await sleep(80);
    await expect(call(() => Promise.resolve('up'), { idempotent: true })).resolves.toBe('up');
    await expect(hangUp()).rejects.toBe(left);
    expect(reportOf('silent')).toMatchObject({ state: 'closed' });
  });
});

describe('callers who leave', () => {
  const leave = async (call: ReturnType<typeof resilientCall>) => {
    const caller = new AbortController();
    const waiting = failureOf(call(hang, { idempotent: true, signal: caller.signal }));
    caller.abort();
    return waiting;
  };

  it('do not open the breaker, however many they are', async () => {
    const call = resilientCall(policy('impatient', { retries: 0 }));
    for (let n = 0; n < 30; n += 1) expect(await leave(call)).toMatchObject({ reason: 'timeout' });
    expect(reportOf('impatient')).toMatchObject({ state: 'closed' });
    await expect(call(() => Promise.resolve('up'), { idempotent: true })).resolves.toBe('up');
  });

  it('do not close it as the one that was let through', async () => {
    const call = resilientCall(policy('gone', { retries: 0, breaker: { resetMs: 50 } }));
    for (let n = 0; n < 10; n += 1) await failureOf(call(() => Promise.reject(status(500)), { idempotent: true }));
    await sleep(80);
    await leave(call);
    expect(reportOf('gone')).toMatchObject({ state: 'open', inFlight: 0 });
  });

  it('are told from those whose clock ran out, which is silence of the other side', async () => {
    const call = resilientCall(policy('clocks', { retries: 0 }));
    for (let n = 0; n < 10; n += 1) {
      await failureOf(call(hang, { idempotent: true, signal: AbortSignal.timeout(1) }));
    }
    expect(reportOf('clocks')).toMatchObject({ state: 'open' });
  });

  it('do not hide that the other side is silent for those who stay', async () => {
    const call = resilientCall(policy('silent to all', { retries: 0, tryTimeoutMs: 20 }));
    for (let n = 0; n < 30; n += 1) await leave(call);
    for (let n = 0; n < 10; n += 1) await failureOf(call(hang, { idempotent: true }));
    expect(reportOf('silent to all')).toMatchObject({ state: 'open' });
  });
});

describe('a breaker that has closed', () => {
  it('stays closed when the call that was let through says nothing after all', async () => {
    const left = new DomainError('caller.left');
    const breaker = { resetMs: 50, saysNothing: (error: unknown) => error === left };
    const call = resilientCall(policy('overtaken', { retries: 0, tryTimeoutMs: 500, breaker }));
    const slow = call(() => sleep(100, 'late'), { idempotent: true });
    for (let n = 0; n < 12; n += 1) await call(() => Promise.reject(status(500)), { idempotent: true }).catch(() => 0);
    await sleep(70);
    expect(reportOf('overtaken')).toMatchObject({ state: 'half-open' });
    const trial = call(() => sleep(80).then(() => Promise.reject(left)), { idempotent: true });
    await expect(slow).resolves.toBe('late');
    expect(reportOf('overtaken')).toMatchObject({ state: 'closed' });
    await expect(trial).rejects.toBe(left);
    expect(reportOf('overtaken')).toMatchObject({ state: 'closed' });
  });
});

describe('the bulkhead', () => {
  it('refuses one call too many and is not taken for a failure by the breaker', async () => {
    const call = resilientCall(policy('full', { concurrency: 1 }));
    const first = call(() => sleep(40, 'done'), { idempotent: true });
    for (let n = 0; n < 20; n += 1) {
      expect(await failureOf(call(() => Promise.resolve(), { idempotent: true }))).toMatchObject({ reason: 'full' });
    }
    await expect(first).resolves.toBe('done');
    expect(reportOf('full')).toMatchObject({ state: 'closed', inFlight: 0, ended: { full: 20 } });
  });

  it('lets calls wait for a place in their order, as many as its queue takes', async () => {
    const call = resilientCall(policy('queue', { concurrency: 1, queue: 2 }));
    const begun: string[] = [];
    const work = (name: string) => () => {
      begun.push(name);
      return sleep(10, name);
    };
    const calls = ['a', 'b', 'c'].map((name) => call(work(name), { idempotent: false }));
    expect(await failureOf(call(work('d'), { idempotent: false }))).toMatchObject({ reason: 'full' });
    expect(begun).toEqual(['a']);
    await expect(Promise.all(calls)).resolves.toEqual(['a', 'b', 'c']);
    expect(begun).toEqual(['a', 'b', 'c']);
    expect(reportOf('queue')).toMatchObject({ inFlight: 0, ended: { ok: 3, full: 1 } });
  });

  it('lets nobody wait past the deadline, and sends nothing then', async () => {
    const call = resilientCall(policy('patience', { concurrency: 1, queue: 5, deadlineMs: 100 }));
    const first = call(() => sleep(80), { idempotent: false });
    const signal = AbortSignal.timeout(20);
    const work = jest.fn(() => Promise.resolve());
    expect(await failureOf(call(work, { idempotent: false, signal }))).toMatchObject({
      reason: 'timeout',
      unknownOutcome: false,
    });
    await first;
    await expect(call(work, { idempotent: false })).resolves.toBeUndefined();
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('sends nobody of its queue through a breaker that opened meanwhile', async () => {
    const call = resilientCall(policy('opened', { concurrency: 10, queue: 10, retries: 0 }));
    const fails = () => sleep(5).then(() => Promise.reject(status(500)));
    const calls = Array.from({ length: 20 }, () => failureOf(call(fails, { idempotent: true })));
    const reasons = (await Promise.all(calls)).map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === 'status').length).toBeLessThan(20);
    expect(reasons.slice(-1)).toEqual(['open']);
    expect(reportOf('opened')).toMatchObject({ state: 'open', inFlight: 0 });
  });

  it('keeps the place of a call that was given up until its work has ended', async () => {
    const call = resilientCall(policy('deaf', { concurrency: 1, tryTimeoutMs: 20 }));
    await failureOf(call(() => sleep(80), { idempotent: false }));
    expect(reportOf('deaf')).toMatchObject({ inFlight: 1 });
    await sleep(90);
    expect(reportOf('deaf')).toMatchObject({ inFlight: 0 });
  });
});

describe('metrics', () => {
  it('tell state, calls under way and durations by call', async () => {
    await resilientCall(policy('measured'))(() => Promise.resolve(1), { idempotent: true });
    const text = await register.metrics();
    expect(text).toContain('entrepot_call_breaker_state{call="measured",state="closed"} 1');
    expect(text).toContain('entrepot_call_in_flight{call="measured"} 0');
    expect(text).toContain('entrepot_call_duration_seconds_count{call="measured",end="ok"} 1');
  });
});

describe('a policy', () => {
  it('is refused when it cannot work', () => {
    expect(() => resilientCall(policy('odd', { tryTimeoutMs: 600 }))).toThrow('longer than deadlineMs');
    expect(() => resilientCall(policy('noise', { breaker: { volumeThreshold: 3 } }))).toThrow('opens on noise');
  });
});
