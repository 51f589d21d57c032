import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** A W3C trace context (https://www.w3.org/TR/trace-context/): `header` is the `traceparent` of this process's part. */
export interface Trace {
  readonly traceId: string;
  readonly header: string;
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
/** What is known of the request that is being handled. */
interface Handled {
  readonly trace: Trace;
  caller?: { readonly merchantId: string; readonly clientId: string };
}

const handled = new AsyncLocalStorage<Handled>();

/** Continues the caller's trace with a span of its own, or starts one that is not recorded; a header that is not valid is as good as none. */
export function continueTrace(traceparent: string | undefined): Trace {
  const match = traceparent === undefined ? null : TRACEPARENT.exec(traceparent);
  const span = randomBytes(8).toString('hex');
  if (match === null || !isUsable(match)) {
    const traceId = randomBytes(16).toString('hex');
    return { traceId, header: `00-${traceId}-${span}-00` };
  }
  return { traceId: match[2]!, header: `00-${match[2]}-${span}-${match[4]}` };
}

/** The trace that a `traceparent` of ours names. */
export function traceOf(header: string): Trace {
  return { traceId: header.slice(3, 35), header };
}

function isUsable(match: RegExpExecArray): boolean {
  const [, version, traceId, parent, , rest] = match;
  const later = version === 'ff' || (version === '00' && rest !== undefined);
  return !later && !/^0+$/.test(traceId!) && !/^0+$/.test(parent!);
}

/** Runs `work` with its trace known to everything that it calls, across awaits. */
export function withinTrace<T>(trace: Trace, work: () => T): T {
  return handled.run({ trace }, work);
}

/** The trace of the request that is being handled, for logs and for calls to others. */
export function currentTrace(): Trace | undefined {
  return handled.getStore()?.trace;
}

/** Whose request is being handled, once that is known, for logs. */
export function currentCaller(): { readonly merchantId: string; readonly clientId: string } | undefined {
  return handled.getStore()?.caller;
}

/** Says whose request is being handled, to everything that it calls from now on. */
export function nameCaller({ merchantId, clientId }: { merchantId: string; clientId: string }): void {
  const store = handled.getStore();
  if (store !== undefined) store.caller = { merchantId, clientId };
}

/** Headers that carry the current trace on to another system; empty outside of a trace. */
export function traceHeaders(): Record<string, string> {
  const trace = currentTrace();
  return trace === undefined ? {} : { traceparent: trace.header };
}
