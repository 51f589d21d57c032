import { kafkaSettings } from './kafka-settings';

describe('the settings of an embedded Kafka', () => {
  const ports = { broker: 19_092, controller: 19_093 };

  it('name the folder so that Java reads the same, whatever letters it has', () => {
    expect(kafkaSettings(ports, '/home/josé maría/a\\b/logs')).toContain(
      'log.dirs=/home/jos\\u00e9 mar\\u00eda/a\\u005cb/logs\n',
    );
  });
});
