import { parseStartOptions } from './options';
import { knownSettings } from './known-settings';

// As the tree is compiled: the options look for it by its path.
jest.mock(`${process.cwd()}/dist/tools/start/known-settings`, () => ({ knownSettings }), { virtual: true });

describe('the settings that a start is given', () => {
  it('are those of some service, or of the file of a secret', () => {
    const given = ['--set', 'CARRIER=sandbox', '--set', 'PSP_API_KEY_FILE=key'];
    expect(parseStartOptions(given).settings).toMatchObject({ CARRIER: 'sandbox', PSP_API_KEY_FILE: 'key' });
  });

  it('are refused where no service has them, and not left aside', () => {
    expect(() => parseStartOptions(['--set', 'CARRIERS=sandbox', '--set', 'CARRIER=sandbox'])).toThrow(
      'No service has a setting CARRIERS: docs/config.md lists all of them.',
    );
  });
});
