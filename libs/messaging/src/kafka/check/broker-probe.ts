import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure, type ConnectionOptions } from 'node:tls';
import type { KafkaConnection } from '../kafka-client';
import { tlsWords } from '../tls-words';
import { problem, type Finding } from './finding';

/** Knocks at a broker (`host:port`): undefined when it opens, with TLS where TLS is asked for. Waits at most so long. */
export function probeBroker(
  address: string,
  ssl: KafkaConnection['ssl'],
  patienceMs: number,
): Promise<Finding | undefined> {
  return new Promise((resolve) => {
    const socket = open(address, ssl);
    const end = (finding: Finding | undefined) => {
      socket.destroy();
      resolve(finding);
    };
    socket.setTimeout(patienceMs, () => end(problem('address', `no broker answers at ${address} (timed out)`)));
    socket.once(ssl ? 'secureConnect' : 'connect', () => end(undefined));
    socket.once('error', (error) => end(findingOf(address, error)));
  });
}

function open(address: string, ssl: KafkaConnection['ssl']): Socket {
  const colon = address.lastIndexOf(':');
  const at = { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
  if (!ssl) return connectPlain(at);
  const servername = isIP(at.host) === 0 ? { servername: at.host } : {};
  return connectSecure({ ...at, ...servername, ...(ssl as ConnectionOptions) });
}

function findingOf(address: string, error: NodeJS.ErrnoException): Finding {
  const tls = tlsWords(error);
  if (tls !== undefined) return problem('tls', `no TLS with the broker at ${address}: ${tls}`);
  if (error.code === 'ENOTFOUND') return problem('address', `no host has the name of the broker at ${address}`);
  return problem('address', `no broker answers at ${address} (${error.code ?? error.message})`);
}
