/** What is asked of every answer; the names are those by which Schemathesis made them known. */
export const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'positive_data_acceptance',
  'use_after_free',
  'ensure_resource_availability',
  'ignored_auth',
  'missing_required_header',
  'unsupported_method',
] as const;
export type Check = (typeof CHECKS)[number];

export interface Finding {
  readonly check: Check;
  readonly operation: string;
  readonly what: string;
  /** A line for a shell that shows it. */
  readonly curl: string;
}

/** An answer that is not as it should be. Two of the same operation, check and kind are the same finding. */
export class Deviation extends Error {
  readonly signature: string;

  constructor(
    readonly finding: Finding,
    kind: string,
  ) {
    super(finding.what);
    this.signature = [finding.operation, finding.check, kind].join('|');
  }
}

/** How often each check was asked, and what it found. */
export class Tally {
  readonly findings = new Map<string, Finding>();
  private readonly asked = new Map<Check, number>();
  private readonly succeeded = new Set<string>();
  private cases = 0;

  count(check: Check): void {
    this.asked.set(check, (this.asked.get(check) ?? 0) + 1);
  }

  countOf(check: Check): number {
    return this.asked.get(check) ?? 0;
  }

  /** It has answered what it is for. */
  countSuccess(operation: string): void {
    this.succeeded.add(operation);
  }

  countCase(): void {
    this.cases += 1;
  }

  /** Finds it once. */
  keep(deviation: Deviation): void {
    this.findings.set(deviation.signature, deviation.finding);
  }

  /** @returns the lines of the summary */
  summary(operations: readonly string[]): string[] {
    const of = (check: Check) => [...this.findings.values()].filter((finding) => finding.check === check).length;
    const lines = CHECKS.map(
      (check) => `${check.padEnd(30)} ${String(this.countOf(check)).padStart(8)} ${String(of(check)).padStart(9)}`,
    );
    return [
      `${'check'.padEnd(30)} ${'asked'.padStart(8)} ${'findings'.padStart(9)}`,
      ...lines,
      `${this.cases} cases, without a success of: ${operations.filter((id) => !this.succeeded.has(id)).join(', ') || 'none'}`,
    ];
  }

  /** @returns each finding with what shows it */
  report(): string[] {
    return [...this.findings.values()].map(
      ({ check, operation, what, curl }) => `${check}  ${operation}\n  ${what}\n  ${curl}`,
    );
  }
}
