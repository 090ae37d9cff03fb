/** What a run has seen so far. */
export class Tally {
  operations = 0;
  answersTrue = 0;
  late = 0;
  latestMs = 0;
  notAnswered = 0;
  cancelled = 0;
  readonly codes = new Map<string, number>();
  readonly wrong: string[] = [];

  code(code: string): void {
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
  }

  /** Notes a wrong answer; the first ones are printed. */
  isWrong(what: string, why: readonly string[]): void {
    if (why.length > 0) this.wrong.push(`${what}: ${why.slice(0, 3).join('; ')}`);
  }

  codesByNumber(): string {
    const sorted = [...this.codes].sort(([, a], [, b]) => b - a);
    return sorted.length === 0 ? 'none' : sorted.map(([code, count]) => `${code} ${count}`).join(', ');
  }
}
