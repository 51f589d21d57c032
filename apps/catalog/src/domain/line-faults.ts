import { DomainError, type FieldError } from '@entrepot/kernel';

/** What is wrong in a line of an import file; `line` counts from 1, the header included. */
export interface LineFault extends FieldError {
  readonly line: number;
}

const TOLD = 100;

/** Gathers what is wrong in a file: all of it is counted, the first hundred faults are told. */
export class LineFaults {
  private readonly told: LineFault[] = [];
  private count = 0;

  add(line: number, field: string, rule: string, message: string): void {
    this.count += 1;
    if (this.told.length < TOLD) this.told.push({ line, field, rule, message: `line ${line}: ${message}` });
  }

  /** Throws if there was anything: nothing of a file with a fault is imported. */
  refuseAny(): void {
    if (this.count > 0) throw new DomainError('import.invalid', { faults: this.count }, this.told);
  }
}
