import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OPERATOR, PLATFORM_SCOPE, SCOPES } from '@entrepot/contracts/access';
import { PlainFailure } from '../process/plain-failure';

/** Where the clients that a person or a tool uses are made, and who has to know their keys. */
export interface AdmissionWanted {
  /** Where access answers. */
  readonly access: string;
  readonly adminKey: string;
  readonly merchantId: string;
  /** Keeps keys from one start to the next; its files are readable by the owner only. */
  readonly folder: string;
  /** Every process that has to let the clients in. */
  readonly doors: readonly string[];
}

/** Who is let in: one of the merchant, who may do everything there, and one of the operator, for what is about all merchants. */
export interface AdmittedKeys {
  readonly key: string;
  readonly operatorKey: string;
}

interface Client {
  readonly merchantId: string;
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly keyFile: string;
}

/** On a machine with other work a system that has just started may take its time. */
const WITHIN_MS = 60_000;

/** Opens merchant and clients through the doors of access, and gives their keys, which every process lets in. */
export async function admitMerchant(wanted: AdmissionWanted): Promise<AdmittedKeys> {
  const operator = {
    clientId: 'operator',
    name: 'Whoever looks after it',
    scopes: ['operations:read', PLATFORM_SCOPE],
  };
  const [key, operatorKey] = await Promise.all([
    merchantKey(wanted),
    admit(wanted, { ...operator, merchantId: OPERATOR, keyFile: join(wanted.folder, 'operator-key.json') }),
  ]);
  return { key, operatorKey };
}

/** Opens only the merchant, with a client that may do everything there; gives its key, which every process lets in. */
export function merchantKey(wanted: AdmissionWanted): Promise<string> {
  const { merchantId, folder } = wanted;
  const demo = { clientId: 'demo', name: 'Whoever tries this out', scopes: [...SCOPES].sort() };
  return admit(wanted, { ...demo, merchantId, keyFile: join(folder, 'key.json') });
}

async function admit(wanted: AdmissionWanted, client: Client): Promise<string> {
  const key = (await keptKey(wanted, client)) ?? (await newKey(wanted, client));
  await Promise.all(wanted.doors.map((url) => letIn(url, key)));
  return key;
}

/** The key of an earlier start, if this access has issued it. */
async function keptKey({ access }: AdmissionWanted, { keyFile }: Client): Promise<string | undefined> {
  if (!existsSync(keyFile)) return undefined;
  const { key } = JSON.parse(readFileSync(keyFile, 'utf8')) as { key: string };
  return (await statusOf(`${access}/v1/operations/tasks`, key)) === 200 ? key : undefined;
}

async function newKey(wanted: AdmissionWanted, { merchantId, clientId, keyFile, ...content }: Client): Promise<string> {
  const ask = (method: string, path: string, body?: object) =>
    operatorAsks(wanted, { method, path, merchantId, ...(body && { body }) });
  if (merchantId !== OPERATOR) await ask('POST', '/v1/merchants', { merchantId, name: merchantId });
  const opened = await ask('POST', '/v1/clients', { clientId, ...content });
  if (opened === undefined) await ask('PUT', `/v1/clients/${clientId}`, content);
  // Nobody has the keys of earlier starts any more.
  const { keys = [] } = (await ask('GET', `/v1/clients/${clientId}`)) as { keys?: { keyId: string; state: string }[] };
  for (const { keyId } of keys.filter(({ state }) => state === 'active')) {
    await ask('DELETE', `/v1/clients/${clientId}/keys/${keyId}`);
  }
  const { key } = (await ask('POST', `/v1/clients/${clientId}/keys`, {})) as { key: string };
  writeFileSync(keyFile, `${JSON.stringify({ merchantId, key })}\n`, { mode: 0o600 });
  return key;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly merchantId: string;
  readonly body?: object;
}

/** The answer; undefined when it is there already with other content. */
async function operatorAsks(
  { access, adminKey }: AdmissionWanted,
  { method, path, merchantId, body }: Asked,
): Promise<object | undefined> {
  const headers = {
    authorization: `Bearer ${adminKey}`,
    'content-type': 'application/json',
    'entrepot-merchant': merchantId,
    'idempotency-key': randomUUID(),
  };
  const answer = await answerOf(`${access}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (answer.status === 409) return undefined;
  if (!answer.ok) throw new Error(`${method} ${path} of access answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as object;
}

async function letIn(url: string, key: string): Promise<void> {
  const until = Date.now() + WITHIN_MS;
  while ((await statusOf(`${url}/v1/operations/tasks`, key)) === 401) {
    if (Date.now() > until) throw new PlainFailure(`${url} does not let in who has a key of access`);
    await sleep(50);
  }
}

async function statusOf(url: string, key: string): Promise<number> {
  const answer = await answerOf(url, { headers: { authorization: `Bearer ${key}` } });
  await answer.body?.cancel();
  return answer.status;
}

/** Whoever waits for the start is told who was silent. */
async function answerOf(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...request, signal: AbortSignal.timeout(WITHIN_MS) });
  } catch (error) {
    const { message, cause } = error as Error;
    throw new PlainFailure(
      `${url} did not answer (${cause instanceof Error ? cause.message : message}), though its service said that it is ready: npm run logs shows its last words. A machine that is busy with other work may need another try.`,
    );
  }
}
