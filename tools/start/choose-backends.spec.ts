import { PlainFailure } from '../../libs/testing/src/process/plain-failure';
import { chooseBackends } from './choose-backends';

describe('the choice of backends', () => {
  it('embeds what is not given', async () => {
    const { external, line } = await chooseBackends({});
    expect(external).toEqual({});
    expect(line).toContain('embedded Kafka');
  });

  it.each(['localhost:27017', 'mongodb://someone:secret@:99999999/'])(
    'says of %s that it is no address, and no password',
    async (uri) => {
      const failure: unknown = await chooseBackends({ MONGODB_URI: uri }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(PlainFailure);
      expect((failure as Error).message).toMatch(/^MONGODB_URI=.+ is no address of a MongoDB/);
      expect((failure as Error).message).not.toContain('secret');
    },
  );
});
