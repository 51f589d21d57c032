import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { mongoBackbone } from '@entrepot/eventstore';
import { testBackend, uniqueName } from '@entrepot/testing';
import mongoose from 'mongoose';
import { defaultLimits, HandlerRuntime, KafkaBus, Lists, Mirrors, Reacts, databaseClock } from '../src/index';
import { dropTopics } from './drop-topics';
import { MERCHANT } from './messages';
import { money } from './orders';
import { notes, QUICK } from './rig';
import { MoneyTaken, OrderPaid, OrderStream, shopContracts, shopErrors, type Order } from './shop';
import { decided } from '@entrepot/kernel';

@Lists({ events: [MoneyTaken], view: 'story' })
class StoryView {
  rows({ orderId, amount }: MoneyTaken): object[] {
    return [{ orderId, amount }];
  }
}

@Mirrors({ events: [MoneyTaken], view: 'takings', id: ({ paymentId }) => paymentId })
class TakingsView {
  row({ amount }: MoneyTaken): object {
    return { amount };
  }
}

@Reacts({ to: MoneyTaken, on: OrderStream, id: (event) => event.orderId })
class OnMoneyTaken {
  readonly decide = (_order: Order, event: MoneyTaken) => decided(new OrderPaid(event));
}

/** The way to the database, which can be cut. */
class Cable {
  private readonly ends = new Set<Socket>();
  private whole = true;
  private readonly server: Server;

  constructor(private readonly to: URL) {
    this.server = createServer((near) => this.join(near));
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  async cutFor(ms: number): Promise<void> {
    this.whole = false;
    for (const end of this.ends) end.destroy();
    await sleep(ms);
    this.whole = true;
  }

  close(): void {
    this.server.close();
    for (const end of this.ends) end.destroy();
  }

  private join(near: Socket): void {
    if (!this.whole) return void near.destroy();
    const far = connect(Number(this.to.port), this.to.hostname);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(end);
      end.pipe(other);
      end.on('error', () => other.destroy());
      end.on('close', () => this.ends.delete(end) && other.destroy());
    }
  }
}

describe('while the database is away', () => {
  it('rule 13: nothing is given up or parked, and everything is there afterwards', async () => {
    const prefix = uniqueName('away');
    const brokers = testBackend().brokers.split(',');
    const bus = new KafkaBus({ brokers, clientId: 'away', topicPrefix: prefix });
    await bus.ensureTopics([{ name: 'till.payment.v1', partitions: 2 }]);
    const cable = new Cable(new URL(testBackend().mongoUri));
    const uri = `mongodb://127.0.0.1:${await cable.open()}/?directConnection=true`;
    const options = { dbName: prefix, serverSelectionTimeoutMS: 1_000, bufferCommands: false };
    const connection = await mongoose.createConnection(uri, options).asPromise();
    const { watch, alarms } = notes();
    const backbone = mongoBackbone(connection);
    const limits = { ...defaultLimits, ...QUICK, drainMs: 10_000 };
    const fixed = { name: 'shop', contracts: shopContracts, errors: shopErrors, clock: databaseClock(backbone.now) };
    const handlers = [new StoryView(), new TakingsView(), new OnMoneyTaken()];
    const runtime = new HandlerRuntime({ ...fixed, bus, backbone, watch, limits }, handlers, () => undefined);
    await backbone.prepare();
    await runtime.start();

    const count = (name: string) => backbone.view(name).count(MERCHANT);
    const shown = async (rows: number) => {
      const isThere = async () => (await count('story')) === rows && (await count('takings')) === rows;
      for (let look = 0; look < 400 && !(await isThere().catch(() => false)); look += 1) await sleep(50);
      return [await count('story'), await count('takings')];
    };
    await bus.publish([money('o0', 0)]);
    await shown(1);
    const cut = cable.cutFor(2_500);
    for (let at = 1; at < 20; at += 1) {
      await bus.publish([money(`o${at}`, at)]);
      await sleep(50);
    }
    await cut;
    expect(await shown(20)).toEqual([20, 20]);
    await runtime.stop();

    expect([await backbone.deadLetters.count(), await backbone.parkedInputs.count()]).toEqual([0, 0]);
    expect(alarms).not.toContain('handler-failed');
    const paid = await backbone.streams.read(OrderStream, MERCHANT, 'o7');
    expect(paid.state.paid).toEqual([7]);
    await backbone.stop();
    await connection.dropDatabase();
    await connection.close();
    cable.close();
    await bus.close();
    await dropTopics(brokers, prefix);
  }, 60_000);
});
