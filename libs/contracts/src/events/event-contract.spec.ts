import { compiledValidator } from '../validation/compiled-validator';
import { OpaqueId, Optional, Quantity, Text } from '../vocabulary';
import { DomainEvent, type Fields } from './domain-event';
import { allEventContracts, EventContract, eventContract, findEventContract, topicOwner } from './event-contract';
import { allMessageContracts, MessageContract } from './message-contract';
import { topics } from './topics';

@EventContract({
  topic: 'harbour.berth.v1',
  readers: ['orders', 'catalog'],
  example: { berthId: 'b1', length: 40 },
})
class BerthOpened extends DomainEvent {
  readonly type = 'BerthOpened';
  @OpaqueId() berthId!: string;
  @Quantity() length!: number;
  @Optional() @Text(20) note?: string;

  constructor(fields: Fields<BerthOpened>) {
    super(fields);
  }
}

@EventContract<ShipCalled>({
  topic: 'harbour.ship.v1',
  key: (event) => `${event.berthId}/${event.ship}`,
  keyedBy: 'berth and ship',
  readers: ['orders'],
  example: { berthId: 'b1', ship: 'Aurora' },
})
class ShipCalled extends DomainEvent {
  readonly type = 'ShipCalled';
  @OpaqueId() berthId!: string;
  @Text(20) ship!: string;

  constructor(fields: Fields<ShipCalled>) {
    super(fields);
  }
}

@EventContract({
  topic: 'harbour.berth.v1',
  key: 'berthId',
  readers: ['inventory'],
  example: { berthId: 'b1' },
})
class BerthClosed extends DomainEvent {
  readonly type = 'BerthClosed';
  @OpaqueId() berthId!: string;

  constructor(fields: Fields<BerthClosed>) {
    super(fields);
  }
}

@MessageContract({ topic: 'harbour.arrivals.v1', keyedBy: 'ship', example: { ship: 'Aurora' } })
class AnnounceArrival {
  @Text(20) ship!: string;
}

describe('an event', () => {
  const opened = new BerthOpened({ berthId: 'b1', length: 40 });

  it('is plain data with its type', () => {
    expect(JSON.parse(JSON.stringify(opened))).toEqual({ type: 'BerthOpened', berthId: 'b1', length: 40 });
  });

  it('keeps its own type whatever it is made from', () => {
    const other = { type: 'BerthClosed', berthId: 'b1', length: 40 };
    expect(new BerthOpened(other).type).toBe('BerthOpened');
  });

  it('is refused under another type', () => {
    const errors = compiledValidator(BerthOpened, { strict: false })({ ...opened, type: 'BerthShut' });
    expect(errors).toEqual([{ field: 'type', rule: 'const', message: 'must be BerthOpened' }]);
  });

  it('is refused without a type', () => {
    expect(compiledValidator(BerthOpened, { strict: true })({ berthId: 'b1', length: 40 })).toEqual([
      { field: 'type', rule: 'required', message: 'is required' },
    ]);
  });
});

describe('the registry', () => {
  it('knows what was promised about an event', () => {
    expect(eventContract('BerthOpened')).toEqual({
      type: 'BerthOpened',
      topic: 'harbour.berth.v1',
      owner: 'harbour',
      readers: ['orders', 'catalog'],
      key: undefined,
      keyedBy: 'stream',
      example: { type: 'BerthOpened', berthId: 'b1', length: 40 },
      eventClass: BerthOpened,
    });
  });

  it('makes the key from a field or by a function', () => {
    expect(eventContract('BerthClosed').key?.(new BerthClosed({ berthId: 'b7' }))).toBe('b7');
    expect(eventContract('ShipCalled').key?.({ berthId: 'b7', ship: 'Aurora' })).toBe('b7/Aurora');
  });

  it('lists contracts by name', () => {
    expect(allEventContracts().map(({ type }) => type)).toEqual(['BerthClosed', 'BerthOpened', 'ShipCalled']);
    expect(allMessageContracts().map(({ bodyClass }) => bodyClass)).toEqual([AnnounceArrival]);
  });

  it('refuses an unknown type, or says that it does not know', () => {
    expect(() => eventContract('Nothing')).toThrow('no event contract is called Nothing');
    expect(findEventContract('Nothing')).toBeUndefined();
    expect(findEventContract('toString')).toBeUndefined();
  });

  it('refuses a second class of the same name', () => {
    const again = EventContract({ topic: 'harbour.berth.v1', readers: [], example: {} });
    expect(() => again(BerthOpened)).toThrow('two event contracts are called BerthOpened');
    const message = MessageContract({ topic: 'harbour.arrivals.v1', keyedBy: 'ship', example: {} });
    expect(() => message(AnnounceArrival)).toThrow('two message contracts are called AnnounceArrival');
  });

  it.each([
    'orders',
    'orders.order',
    'orders.order.v0',
    'Orders.order.v1',
    'orders.order_line.v1',
    'orders.order.v1.x',
  ])('refuses the topic name %s', (name) => expect(() => topicOwner(name)).toThrow('<owner>.<aggregate>.v<major>'));
});

describe('the topics', () => {
  it('gather what travels on them and who reads it', () => {
    const empty = { owner: 'harbour', events: [], messages: [] };
    expect(topics()).toEqual([
      { ...empty, name: 'harbour.arrivals.v1', messages: ['AnnounceArrival'], keyedBy: 'ship', readers: ['harbour'] },
      {
        ...empty,
        name: 'harbour.berth.v1',
        events: ['BerthClosed', 'BerthOpened'],
        keyedBy: 'berthId, stream',
        readers: ['catalog', 'inventory', 'orders'],
      },
      { ...empty, name: 'harbour.ship.v1', events: ['ShipCalled'], keyedBy: 'berth and ship', readers: ['orders'] },
    ]);
  });
});
