import { keyOf } from '../system-for-tool';
import { Api } from './api';

/** Whom the replay speaks to. The gateway hands on what they are asked, and access has no part in an order. */
const SPOKEN_TO = ['catalog', 'inventory', 'orders', 'payments', 'logistics', 'returns', 'sandbox'] as const;

export type Services = Readonly<Record<(typeof SPOKEN_TO)[number], Api>>;

type Keys = Parameters<typeof keyOf>[0];

export function servicesOf(target: Keys & { readonly urls: Readonly<Record<keyof Services, string>> }): Services {
  const apis = SPOKEN_TO.map((name) => [name, new Api(target.urls[name], keyOf(target, name))]);
  return Object.fromEntries(apis) as Services;
}
