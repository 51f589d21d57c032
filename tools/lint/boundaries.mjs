import boundaries from 'eslint-plugin-boundaries';
import { fileURLToPath } from 'node:url';

/*
 * Who may import whom. Libraries know only those before them; a service knows libraries, never another service; inside
 * a service the rules (domain) know nothing but words and contracts, and only effects reach other companies.
 */
const LIBRARIES = ['kernel', 'contracts', 'eventstore', 'messaging', 'privacy', 'resilience', 'platform'];

const librariesOf = {
  kernel: [],
  contracts: ['kernel'],
  eventstore: ['kernel', 'contracts'],
  messaging: ['kernel', 'contracts', 'eventstore'],
  privacy: ['kernel', 'contracts', 'eventstore'],
  resilience: ['kernel', 'contracts', 'eventstore', 'messaging'],
  platform: ['kernel', 'contracts', 'eventstore', 'messaging', 'privacy', 'resilience'],
  testing: LIBRARIES,
};

/** Which rooms of its own service a room may use; each may use itself. `domain` also does without any package. */
const roomsOf = {
  http: ['domain', 'views'],
  consumers: ['domain', 'views'],
  effects: ['domain', 'views', 'clients'],
  clients: ['domain'],
  views: ['domain'],
};

const lib = (...names) => ({ element: { type: 'lib', captured: { lib: names } } });
const room = (app, ...rooms) => ({ element: { type: 'room', captured: { app, room: rooms } } });
const front = (app) => ({ element: { type: 'front', captured: { app } } });
const packages = { module: { origin: ['external', 'core'] } };
const sameApp = '{{ from.element.captured.app }}';

const libraryPolicies = Object.entries(librariesOf).map(([name, known]) => ({
  from: lib(name),
  allow: { to: [packages, lib(name, ...known)] },
}));

const roomPolicies = Object.entries(roomsOf).map(([name, known]) => ({
  from: room('*', name),
  allow: { to: [packages, lib(...LIBRARIES), room(sameApp, name, ...known), front(sameApp)] },
}));

const policies = [
  ...libraryPolicies,
  ...roomPolicies,
  { from: room('*', 'domain'), allow: { to: [lib('kernel', 'contracts'), room(sameApp, 'domain')] } },
  { from: front('*'), allow: { to: [packages, lib(...LIBRARIES), room(sameApp, '*'), front(sameApp)] } },
  // Calls of the gateway's door are calls to our own services.
  { from: room('gateway', 'http'), allow: { to: [room('gateway', 'clients')] } },
  // The sandbox plays other companies: it has their rooms, not ours.
  { from: room('sandbox', '*'), allow: { to: [packages, lib(...LIBRARIES), room('sandbox', '*'), front('sandbox')] } },
  { from: { element: { type: 'outside' } }, allow: { to: [packages, lib('*'), { element: { type: 'outside' } }] } },
  // A simulation runs the parts of all services.
  {
    from: { element: { type: 'simulation' } },
    allow: { to: [packages, lib('*'), room('*', '*'), front('*'), { element: { type: ['simulation', 'outside'] } }] },
  },
];

/** A spec may use everything that serves a test, and its own service; never another service. */
const specPolicies = [
  { from: { element: { type: 'lib' } }, allow: { to: [packages, lib('*')] } },
  {
    from: { element: { type: ['room', 'front', 'builders'] } },
    allow: {
      to: [
        packages,
        lib('*'),
        room(sameApp, '*'),
        front(sameApp),
        { element: { type: 'builders', captured: { app: sameApp } } },
      ],
    },
  },
  { from: { element: { type: 'outside' } }, allow: { to: [packages, lib('*'), { element: { type: 'outside' } }] } },
  {
    from: { element: { type: 'simulation' } },
    allow: { to: [packages, lib('*'), { element: { type: ['simulation', 'outside'] } }] },
  },
];

const whole = (type, pattern, capture) => ({ type, pattern, capture, partialMatch: false });

const settings = {
  'boundaries/elements': [
    whole('room', 'apps/*/src/*', ['app', 'room']),
    whole('front', 'apps/*/src', ['app']),
    whole('builders', 'apps/*/{test,conformance}', ['app', 'folder']),
    whole('lib', 'libs/*', ['lib']),
    whole('simulation', 'tools/simulate', []),
    whole('outside', '{tools,bench,e2e}', ['area']),
  ],
  'import/resolver': { [fileURLToPath(new URL('./resolve-local.js', import.meta.url))]: {} },
};

const rule = (list) => [
  'error',
  { default: 'disallow', policies: list, checkAllOrigins: true, checkUnknownLocals: true },
];

export const boundaryRules = [
  {
    files: ['{apps,libs,tools,bench,e2e}/**/*.ts'],
    plugins: { boundaries },
    settings,
    rules: { 'boundaries/dependencies': rule(policies), 'boundaries/no-unknown-files': 'error' },
  },
  {
    files: [
      '**/*.spec.ts',
      'apps/*/{test,conformance}/**/*.ts',
      'libs/*/conformance/**/*.ts',
      'libs/*/src/conformance/**/*.ts',
    ],
    rules: { 'boundaries/dependencies': rule(specPolicies) },
  },
];
