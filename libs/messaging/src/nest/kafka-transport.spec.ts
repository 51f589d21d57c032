import 'reflect-metadata';
import { Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { memoryBackbone } from '@entrepot/eventstore';
import { decided } from '@entrepot/kernel';
import { MERCHANT } from '../../conformance/messages';
import { money } from '../../conformance/orders';
import { MoneyTaken, OrderPaid, OrderStream, shopContracts, shopErrors, type Order } from '../../conformance/shop';
import { defaultLimits, KafkaTransport, MemoryBus, Reacts, systemClock, type ServiceParts } from '../index';

@Injectable()
class Rate {
  readonly factor = 10;
}

@Reacts({ to: MoneyTaken, on: OrderStream, id: (event) => event.orderId })
class OnMoneyTaken {
  constructor(@Inject(Rate) private readonly rate: Rate) {}

  readonly decide = (_order: Order, { orderId, paymentId, amount }: MoneyTaken) =>
    decided(new OrderPaid({ orderId, paymentId, amount: amount * this.rate.factor }));
}

@Module({ controllers: [OnMoneyTaken], providers: [Rate] })
class ShopModule {}

async function partsOn(bus: MemoryBus): Promise<ServiceParts> {
  await bus.ensureTopics([{ name: 'till.payment.v1', partitions: 1 }]);
  const backbone = memoryBackbone();
  const limits = { ...defaultLimits, commitEveryMs: 10 };
  return {
    name: 'shop',
    backbone,
    bus,
    contracts: shopContracts,
    errors: shopErrors,
    clock: systemClock,
    watch: {},
    limits,
  };
}

const fail = (error: Error) => {
  throw error;
};

describe('the transport of Nest', () => {
  it('finds handlers that Nest has made, with what is injected into them, and stops with the app', async () => {
    const bus = new MemoryBus();
    const parts = await partsOn(bus);
    const app = await NestFactory.create(ShopModule, { logger: false });
    const strategy = new KafkaTransport({ parts, onEnded: fail });
    app.connectMicroservice({ strategy });
    await app.startAllMicroservices();
    await bus.publish([money('o1', 5)]);
    const read = () => parts.backbone.streams.read(OrderStream, MERCHANT, 'o1');
    while ((await read()).version === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await read()).state.paid).toEqual([50]);
    expect(strategy.runtime?.topics).toEqual(['till.payment.v1']);
    await app.close();
    expect(await bus.progress('shop', ['till.payment.v1'])).toEqual([
      { topic: 'till.payment.v1', partition: 0, committed: 1, end: 1 },
    ]);
  });

  it('does not start when a topic that it reads does not exist', async () => {
    const parts = await partsOn(new MemoryBus());
    const app = await NestFactory.create(ShopModule, { logger: false });
    app.connectMicroservice({
      strategy: new KafkaTransport({ parts: { ...parts, bus: new MemoryBus() }, onEnded: fail }),
    });
    await expect(app.startAllMicroservices()).rejects.toThrow('topics that do not exist: till.payment.v1');
    await app.close();
  });
});
