import tseslint from 'typescript-eslint';
import sonarjs from 'eslint-plugin-sonarjs';
import { boundaryRules } from './tools/lint/boundaries.mjs';

/** Words that say nothing about the field: as a class name or part of one they hide what the class is for. */
const EMPTY_WORDS = '(Service|Manager|Helper|Util|Utilitie|Utility|Common|Base|Impl)s?(?![a-z])';

const namingRules = [
  {
    selector: `ClassDeclaration > Identifier.id[name=/${EMPTY_WORDS}/]`,
    message:
      'Name the class after what it is in the field: Service, Manager, Helper, Util, Common, Base, Impl say nothing.',
  },
  {
    selector:
      'ClassDeclaration > Identifier.id[name=/^I[A-Z][a-z]/], TSInterfaceDeclaration > Identifier.id[name=/^I[A-Z][a-z]/]',
    message: 'No I-prefix: name the interface after what it promises.',
  },
];

const environmentRule = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Read the environment only in a *.config.ts, so that a service has one list of what it can be told.',
};

const accessorRule = {
  selector: 'ObjectExpression > Property[kind="get"]',
  message:
    'Write the accessor in a class: V8 puts one of an object literal among what lives long, with everything that it can reach.',
};

const budgets = {
  'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 30, skipBlankLines: true, skipComments: true }],
  'max-params': 'off',
  'sonarjs/cognitive-complexity': ['error', 10],
};

const constructorBudget = {
  selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>4]',
  message: 'At most four constructor arguments: a class that needs more does more than one thing.',
};

const everywhere = [...namingRules, constructorBudget];

export default tseslint.config(
  { ignores: ['dist/**', '**/node_modules/**', '.cache/**', '.entrepot/**', '.nx/**', '**/*.js', '**/*.mjs'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { sonarjs },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...budgets,
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, allowDefaultCaseForExhaustiveSwitch: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/await-thenable': 'error',
      'no-restricted-syntax': ['error', ...everywhere, environmentRule, accessorRule],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: [
      '**/*.config.ts',
      'tools/**/*.ts',
      'bench/**/*.ts',
      'e2e/**/*.ts',
      'libs/testing/**/*.ts',
      '**/test/**/*.ts',
      '**/*.spec.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  {
    // Command line tools talk to a person through standard output.
    files: ['tools/**/*.ts', 'bench/**/*.ts', 'libs/testing/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // A spec reads as a list of sentences: long files and long describe blocks are natural, up to a point.
    files: ['**/*.spec.ts', '**/conformance/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
    },
  },
  ...boundaryRules,
);
