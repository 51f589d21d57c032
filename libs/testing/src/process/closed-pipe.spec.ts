import { spawnSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { onClosedPipe } from './closed-pipe';

describe('a pipe whose reader has gone', () => {
  it('is told of, and no error of another kind is taken for it', () => {
    const stream = new PassThrough();
    let closed = 0;
    onClosedPipe([stream], () => closed++);
    stream.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(closed).toBe(1);
    expect(() => stream.emit('error', Object.assign(new Error('no space'), { code: 'ENOSPC' }))).toThrow('no space');
  });

  it('is noticed behind console.log, which swallows the error', () => {
    const listens = `(${onClosedPipe.toString()})([process.stdout], () => process.exit(7))`;
    const script = `${listens}; setInterval(() => console.log('line'), 10)`;
    const piped = `"${process.execPath}" -e "$SCRIPT" | true; exit \${PIPESTATUS[0]}`;
    const { status } = spawnSync('bash', ['-c', piped], { env: { ...process.env, SCRIPT: script }, timeout: 20_000 });
    expect(status).toBe(7);
  });
});
