/** Why a service did not start: one sentence per problem, each naming its remedy where there is one. */
export class StartProblems extends Error {
  constructor(
    readonly problems: readonly string[],
    cause?: unknown,
  ) {
    super(problems.join('\n'), cause === undefined ? undefined : { cause });
    this.name = 'StartProblems';
  }
}
