import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  allEventContracts,
  allMessageContracts,
  compiledValidator,
  findEventContract,
  loadAllContracts,
  mapPersonal,
  type ClassRef,
} from '@entrepot/contracts';
import { eventId, recordId, streamId } from '@entrepot/eventstore';
import { Header, KafkaBus, sourceOf } from '@entrepot/messaging';
import { kafkaConnection } from '@entrepot/platform';
import { runningSystem } from '../../libs/testing/src/system/run-file';
import { backendConfig } from './backend-config';
import { withFields } from './body-fields';
import { EXIT, Failed } from './exit';

/** What is to be published, as it was asked for. */
export interface Wish {
  readonly name: string;
  readonly file?: string;
  readonly example?: boolean;
  readonly set: readonly string[];
  readonly merchant?: string;
  readonly key?: string;
}

/** A message as it goes to Kafka. */
export interface Triggered {
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

interface Contract {
  readonly name: string;
  readonly topic: string;
  readonly target: ClassRef;
  readonly example: object;
  /** Of events; a message to a door may hold personal data in plain. */
  readonly event?: { readonly owner: string; readonly keyOf?: (body: object) => string };
}

/** Every event, and every message that a door takes. */
export function contractNames(): readonly { readonly name: string; readonly topic: string }[] {
  loadAllContracts();
  return [
    ...allEventContracts().map(({ type, topic }) => ({ name: type, topic })),
    ...allMessageContracts().map(({ name, topic }) => ({ name, topic })),
  ];
}

/** Makes the message. Throws `Failed` that names every field that breaks the contract. */
export async function prepare(wish: Wish): Promise<Triggered> {
  loadAllContracts();
  const contract = contractOf(wish.name);
  const body = bodyOf(wish, contract);
  const strictness = { strict: true, personal: contract.event === undefined ? 'plain' : 'sealed' } as const;
  const faults = compiledValidator(contract.target, strictness)(body);
  if (faults.length > 0) {
    const said = faults.map(({ field, message }) => `  ${field || 'body'}: ${message}`);
    throw new Failed([`this is no ${wish.name}:`, ...said].join('\n'), EXIT.usage);
  }
  const merchantId = wish.merchant ?? runningSystem()?.merchantId;
  if (merchantId === undefined) throw new Failed('for which merchant? give --merchant', EXIT.usage);
  return { topic: contract.topic, body, ...envelope(contract, { merchantId, body, key: wish.key }) };
}

/** Resolves when the brokers have it. */
export async function publish({ topic, key, headers, body }: Triggered): Promise<void> {
  const config = backendConfig();
  const { topicPrefix } = config;
  const bus = new KafkaBus({
    ...kafkaConnection(config, 'entrepot-cli'),
    ...(topicPrefix !== undefined && { topicPrefix }),
  });
  try {
    await bus.publish([{ topic, key, headers, value: JSON.stringify(body) }]);
  } catch (error) {
    throw new Failed(`nothing was published: ${(error as Error).message}`, EXIT.unreachable);
  } finally {
    await bus.close();
  }
}

function contractOf(name: string): Contract {
  const event = findEventContract(name);
  if (event !== undefined) {
    const { topic, owner, key, example, eventClass } = event;
    return { name, topic, example, target: eventClass, event: { owner, ...(key && { keyOf: key }) } };
  }
  const message = allMessageContracts().find((known) => known.name === name);
  if (message !== undefined) return { name, topic: message.topic, example: message.example, target: message.bodyClass };
  const near = contractNames().filter((known) => known.name.toLowerCase().includes(name.toLowerCase()));
  const hint = near.length > 0 ? `: did you mean ${near.map((each) => each.name).join(', ')}?` : '; --list shows all';
  throw new Failed(`there is no event or message ${name}${hint}`, EXIT.usage);
}

function bodyOf({ name, file, example, set }: Wish, contract: Contract): object {
  const type = contract.event === undefined ? {} : { type: name };
  const shown =
    contract.event === undefined ? contract.example : mapPersonal(contract.target, contract.example, () => undefined);
  const given = file === undefined ? (example === true ? shown : {}) : fromFile(file);
  return withFields({ ...type, ...given }, set);
}

function fromFile(file: string): object {
  try {
    const parsed = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')) as unknown;
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
    throw new Error('it holds no JSON object');
  } catch (error) {
    throw new Failed(`--file ${file}: ${(error as Error).message}`, EXIT.usage);
  }
}

function envelope({ name, event }: Contract, given: { merchantId: string; body: object; key?: string | undefined }) {
  const { merchantId, body } = given;
  const merchant = encodeURIComponent(merchantId);
  const common = {
    [Header.specVersion]: '1.0',
    [Header.merchant]: merchantId,
    [Header.time]: new Date().toISOString(),
    [Header.contentType]: 'application/json',
  };
  if (event === undefined) {
    const id = randomUUID();
    return { key: given.key ?? `${merchant}/${id}`, headers: { ...common, [Header.id]: id } };
  }
  const stream = streamId(merchantId, 'trigger', randomUUID());
  const id = eventId({ _id: recordId(stream, 1) }, 0);
  const attributes = {
    [Header.id]: id,
    [Header.type]: name,
    [Header.subject]: stream,
    [Header.source]: sourceOf(event.owner),
  };
  const key = event.keyOf === undefined ? stream : `${merchant}/${event.keyOf(body)}`;
  return { key, headers: { ...common, ...attributes, [Header.cause]: 'message:entrepot trigger' } };
}
