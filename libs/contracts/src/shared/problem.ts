import { Doc, NestedList, Optional, Text, WholeNumber } from '../vocabulary';

@Doc('One field that broke a rule.')
export class ProblemField {
  @Text(1000, 0) @Doc('JSON path such as lines[0].quantity; empty for the document itself.') field!: string;
  @Text(64) rule!: string;
  @Text(8000) message!: string;
}

@Doc('A problem document (RFC 9457).')
export class Problem {
  @Text(500) type!: string;
  @Text(500) title!: string;
  @WholeNumber(100, 599) status!: number;
  @Optional() @Text(8000) detail?: string;
  @Text(120) @Doc('The refusal code: stable, made for programs.') code!: string;
  @Optional() @Text(64) traceId?: string;
  @Optional() @NestedList(() => ProblemField, { max: 100 }) errors?: ProblemField[];
}
