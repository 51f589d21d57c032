import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { mongo } from 'mongoose';
import { patchDriver } from './driver-patch';

interface DriverConnection {
  command(namespace: object, command: object, options: object): Promise<unknown>;
}

/** A connection of the driver whose other side has closed it: its socket is done, and it has not yet been told. */
async function closing(): Promise<{ connection: DriverConnection; close: () => void }> {
  const server = createServer((other) => other.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const { Connection } = require('mongodb/lib/cmap/connection') as {
    Connection: new (socket: Socket, options: object) => DriverConnection;
  };
  const connection = new Connection(socket, {
    id: 1,
    generation: 0,
    hostAddress: new mongo.MongoClient('mongodb://any').options.hosts[0],
  });
  await new Promise((resolve) => socket.once('end', resolve));
  await new Promise(setImmediate);
  expect(socket.destroyed).toBe(true);
  return { connection, close: () => server.close() };
}

describe('the MongoDB driver', () => {
  it('ends a command that is written to a connection which the other side has closed', async () => {
    patchDriver();
    const { connection, close } = await closing();
    const { MongoDBNamespace } = require('mongodb/lib/utils') as {
      MongoDBNamespace: new (database: string, collection: string) => object;
    };
    const asked = connection.command(new MongoDBNamespace('any', '$cmd'), { ping: 1 }, {});
    const never = new Promise((_, reject) => setTimeout(() => reject(new Error('it never ended')), 1_000));
    await expect(Promise.race([asked, never])).rejects.toBeInstanceOf(mongo.MongoNetworkError);
    close();
  });
});
