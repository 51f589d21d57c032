import { KafkaJSNumberOfRetriesExceeded, KafkaJSError } from 'kafkajs';
import { inWords } from './brokers';
import { EXIT, Failed } from './exit';

describe('a failure of work on the brokers', () => {
  it('that answer late is a sentence and a status of its own: no stack, and nothing was found', () => {
    const timedOut = new KafkaJSError('Request Metadata(key: 3) timed out');
    const late = new KafkaJSNumberOfRetriesExceeded(timedOut, { retryCount: 2, retryTime: 400 });
    const failure = inWords(late, ['a:9092', 'b:9092']);
    expect(failure).toBeInstanceOf(Failed);
    expect(failure).toMatchObject({
      status: EXIT.unreachable,
      message: expect.stringMatching(/^the brokers at a:9092, b:9092 do not answer: .*timed out$/) as string,
    });
  });

  it('that is none of theirs stays what it is', () => {
    const bug = new TypeError('a bug');
    expect(inWords(bug, ['a:9092'])).toBe(bug);
  });
});
