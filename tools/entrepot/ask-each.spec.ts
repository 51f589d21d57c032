import { askEach } from './ask-each';
import { EXIT, Failed } from './exit';

const away = new Failed('returns does not answer', EXIT.unreachable, 'dependency.timeout');
const SERVICES = ['orders', 'returns'] as const;

function asked(answers: Readonly<Record<string, readonly string[] | Error>>) {
  const warned: string[] = [];
  const found = askEach({ warn: (line) => warned.push(line) }, SERVICES, (service) => {
    const answer = answers[service]!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return { found, warned };
}

describe('what several services are asked for', () => {
  it('is what all of them have', async () => {
    const { found, warned } = asked({ orders: ['a'], returns: ['b'] });
    expect(await found).toEqual({ found: ['a', 'b'], complete: true });
    expect(warned).toEqual([]);
  });

  it('is told of the others, and is not complete, where one does not answer', async () => {
    const { found, warned } = asked({ orders: ['a'], returns: away });
    expect(await found).toEqual({ found: ['a'], complete: false });
    expect(warned).toEqual(['nothing is shown of returns: returns does not answer']);
  });

  it('fails where none answers', async () => {
    await expect(asked({ orders: away, returns: away }).found).rejects.toBe(away);
  });

  it.each([
    new Failed('no such code', EXIT.refused, 'request.invalid'),
    new Failed('who is that?', EXIT.unreachable, 'request.unauthenticated'),
    new Failed('lacks operations:read', EXIT.unreachable, 'request.scope-missing'),
    new TypeError('a bug'),
  ])('fails where one refuses: %s', async (error) => {
    await expect(asked({ orders: ['a'], returns: error }).found).rejects.toBe(error);
  });
});
