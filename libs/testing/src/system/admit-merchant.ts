import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { SCOPES } from '@entrepot/contracts/access';

/** Where the client that a person or a tool uses is made, and who has to know its key. */
export interface AdmissionWanted {
  /** Where access answers. */
  readonly access: string;
  readonly adminKey: string;
  readonly merchantId: string;
  /** Keeps the key from one start to the next; readable by the owner only. */
  readonly keyFile: string;
  /** Every process that has to let the client in. */
  readonly doors: readonly string[];
}

const CLIENT = 'demo';
const KNOWN_WITHIN_MS = 20_000;

/** Opens merchant and client through the doors of access, and gives a key with all scopes that every process lets in. */
export async function admitMerchant(wanted: AdmissionWanted): Promise<string> {
  const key = (await keptKey(wanted)) ?? (await newKey(wanted));
  await Promise.all(wanted.doors.map((url) => letIn(url, key)));
  return key;
}

/** The key of an earlier start, if this access has issued it. */
async function keptKey({ access, keyFile }: AdmissionWanted): Promise<string | undefined> {
  if (!existsSync(keyFile)) return undefined;
  const { key } = JSON.parse(readFileSync(keyFile, 'utf8')) as { key: string };
  return (await statusOf(`${access}/v1/clients/${CLIENT}`, key)) === 200 ? key : undefined;
}

async function newKey(wanted: AdmissionWanted): Promise<string> {
  const { merchantId, keyFile } = wanted;
  const ask = (method: string, path: string, body?: object) => operatorAsks(wanted, method, path, body);
  const content = { name: 'Whoever tries this out', scopes: [...SCOPES].sort() };
  await ask('POST', '/v1/merchants', { merchantId, name: merchantId });
  const opened = await ask('POST', '/v1/clients', { clientId: CLIENT, ...content });
  if (opened === undefined) await ask('PUT', `/v1/clients/${CLIENT}`, content);
  // Nobody has the keys of earlier starts any more.
  const { keys = [] } = (await ask('GET', `/v1/clients/${CLIENT}`)) as { keys?: { keyId: string; state: string }[] };
  for (const { keyId } of keys.filter(({ state }) => state === 'active')) {
    await ask('DELETE', `/v1/clients/${CLIENT}/keys/${keyId}`);
  }
  const { key } = (await ask('POST', `/v1/clients/${CLIENT}/keys`, {})) as { key: string };
  writeFileSync(keyFile, `${JSON.stringify({ merchantId, key })}\n`, { mode: 0o600 });
  return key;
}

/** The answer; undefined when it is there already with other content. */
async function operatorAsks(
  { access, adminKey, merchantId }: AdmissionWanted,
  method: string,
  path: string,
  body?: object,
): Promise<object | undefined> {
  const headers = {
    authorization: `Bearer ${adminKey}`,
    'content-type': 'application/json',
    'entrepot-merchant': merchantId,
    'idempotency-key': randomUUID(),
  };
  const signal = AbortSignal.timeout(15_000);
  const answer = await fetch(`${access}${path}`, {
    method,
    headers,
    signal,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (answer.status === 409) return undefined;
  if (!answer.ok) throw new Error(`${method} ${path} of access answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as object;
}

async function letIn(url: string, key: string): Promise<void> {
  const until = Date.now() + KNOWN_WITHIN_MS;
  while ((await statusOf(`${url}/v1/operations/tasks`, key)) === 401) {
    if (Date.now() > until) throw new Error(`${url} does not let in who has a key of access`);
    await sleep(50);
  }
}

async function statusOf(url: string, key: string): Promise<number> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` }, signal: AbortSignal.timeout(10_000) });
  await answer.body?.cancel();
  return answer.status;
}
