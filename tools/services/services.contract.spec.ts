import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BACKBONE_SERVICES } from '@entrepot/contracts/access';
import { ServiceConfig } from '@entrepot/platform';
import { SERVICE_NAMES } from '../../libs/testing/src/system/services';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';
import { appNames, configOf } from '../cluster/apps';

/** What nothing else would miss: a service that lacks it starts, and is alone. */
describe('every app', () => {
  it('is started by npm start, at a port of its own', () => {
    expect([...SERVICE_NAMES].sort()).toEqual(appNames().sort());
  });

  it('that has a backbone is one whose doors keys open (BACKBONE_SERVICES)', () => {
    const withBackbone = appNames().filter((app) => configOf(app).prototype instanceof ServiceConfig);
    expect(withBackbone.sort()).toEqual([...BACKBONE_SERVICES].sort());
  });

  it.each(appNames())('%s says what it is and is a project of the workspace', (app) => {
    const folder = join(workspaceRoot(), 'apps', app);
    expect(['README.md', 'project.json'].filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });
});
