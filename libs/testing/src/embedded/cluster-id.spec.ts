import { newClusterId } from './cluster-id';

describe('the id of a new Kafka cluster', () => {
  it('never looks like an option of the tool that formats the storage', () => {
    const drawn = [Buffer.alloc(16, 0xfb), Buffer.alloc(16, 0x01)];
    expect(drawn[0]!.toString('base64url')).toMatch(/^-/);
    expect(newClusterId(() => drawn.shift()!)).toBe(Buffer.alloc(16, 0x01).toString('base64url'));
  });

  it('is 16 bytes in base64url', () => {
    expect(newClusterId()).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/);
  });
});
