import { Contract } from '../support/contract.mjs';
import { type Answered, type Description, type Operation } from './description.js';
import type { Answer, Request } from './exchange.js';
import { curlOf } from './exchange.js';
import { type Check, Deviation, type Tally } from './findings.js';

/** Headers that an answer has only sometimes, and when. */
const SOMETIMES: Readonly<Record<string, string>> = {
  'Idempotency-Replayed': 'when it is the answer to an earlier request',
  'Retry-After': 'when waiting helps: the answers of all operations are described together',
};

/**
 * What the rules of single members say, which the document describes. Other faults concern what members mean together
 * (an end before its start), or what is there (an organization that is not yours).
 */
const OF_SHAPE = new Set([
  ...[
    'required',
    'unknown_field',
    'is_well_formed',
    'is_object',
    'is_string',
    'is_boolean',
    'is_int',
    'is_in',
    'is_uuid',
  ],
  ...['min', 'max', 'is_length', 'matches', 'is_line', 'is_email', 'is_time_zone', 'is_sort', 'is_https_url'],
  ...['is_instant', 'is_local_date', 'is_date_or_instant', 'is_time_of_day', 'is_recurrence_id'],
  ...['is_array', 'is_list', 'max_items', 'array_unique', 'is_finite'],
]);

/**
 * Faults with the code of a rule of one member that depend on something else, by operation and member, and on what.
 */
const RELATIVE: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(auth\.register|browserSignIn\.register|users\.(create|replace)) name$/, 'on the parts of the name'],
  [/^eventTypes\.(create|update) bookingWindow\.(days|from|to)$/, 'on the kind of the window'],
  [/^eventTypes\.(create|update) questions\[0\]\.options$/, 'on the type of the question'],
  [/^waitlist\.create seats$/, 'on the seats that the event type has'],
  [/ answers\./, 'on the questions of the event type'],
];

/** Bodies whose items are looked at one by one: the answer says of each what became of it. */
const ITEM_BY_ITEM: Readonly<Record<string, RegExp>> = {
  'analytics.recordMany': /^body \/events\/0/,
  'users.createMany': /^body \/users\/0/,
};

/** Looks at answers, and throws the first deviation that is not known yet. */
export class Checks {
  private readonly contract: Contract;

  constructor(
    description: Description,
    private readonly baseUrl: string,
    private readonly tally: Tally,
  ) {
    this.contract = new Contract(description.document as never);
  }

  /** What holds for every answer, whatever was sent. */
  conforms(operation: Operation, request: Request, answer: Answer): void {
    const { status, contentType, body } = answer;
    const report = this.reporter(operation, request);
    // So many headers are refused before anything knows which operation is meant.
    if (status === 431) return;
    const response =
      operation.responses.get(String(status)) ?? (status >= 400 ? operation.responses.get('default') : undefined);
    report('not_a_server_error', status < 500 || status === 503, `${status}`, `${status} ${shown(body)}`);
    report(
      'status_code_conformance',
      response !== undefined,
      `${status} ${body?.code}`,
      `${status} ${shown(body)} is not documented: ${[...operation.responses.keys()].join(', ')}`,
    );
    if (!response) return;
    const types = [...response.content.keys()];
    report(
      'content_type_conformance',
      types.length === 0 ? contentType === '' : types.includes(contentType),
      `${status} ${contentType}`,
      `${status} is "${contentType}", documented is "${types.join(', ')}"`,
    );
    this.hasHeaders(operation, request, answer, response);
    this.hasSchema(operation, request, answer);
  }

  /** What is documented is answered with something else than a refusal of the shape. */
  accepts(operation: Operation, request: Request, { status, body }: Answer): void {
    const faults = (body?.errors ?? []) as ReadonlyArray<{ field: string; code: string; message: string }>;
    const ofShape = faults.filter(
      ({ code, field }) =>
        OF_SHAPE.has(code) &&
        !RELATIVE.some(([member]) => member.test(`${operation.id} ${field.replace(/\d+/g, '0')}`)),
    );
    const isRefused = status === 400 && (body?.code === 'malformed_body' || ofShape.length > 0);
    const [first] = ofShape;
    this.reporter(operation, request)(
      'positive_data_acceptance',
      !isRefused,
      `${first?.field.replace(/\d+/g, '0')} ${first?.code}`,
      `what the document describes is refused: ${shown(body?.detail ?? body)}`,
    );
  }

  /** What the document does not describe is refused. */
  rejects(operation: Operation, request: Request, { status }: Answer, what: string): void {
    if (status === 200 && ITEM_BY_ITEM[operation.id]?.test(what)) return;
    const isRefused = status >= 400 && status < 500;
    const said = `what the document does not describe (${what}) is answered with ${status}`;
    this.reporter(operation, request)(
      'negative_data_rejection',
      isRefused || status >= 500,
      what.replace(/\d+/g, '0'),
      said,
    );
  }

  that(check: Check, operation: Operation, request: Request, holds: boolean, kind: string, what: string): void {
    this.reporter(operation, request)(check, holds, kind, what);
  }

  private reporter(operation: Operation, request: Request) {
    return (check: Check, holds: boolean, kind: string, what: string): void => {
      this.tally.count(check);
      if (holds) return;
      const curl = curlOf(this.baseUrl, request);
      const deviation = new Deviation({ check, operation: operation.id, what, curl }, kind);
      if (!this.tally.findings.has(deviation.signature)) throw deviation;
    };
  }

  private hasHeaders(
    operation: Operation,
    request: Request,
    { status, headers }: Answer,
    { headers: wanted }: Answered,
  ) {
    const missing = [...wanted.keys()].filter((name) => !headers.has(name) && !(name in SOMETIMES));
    this.reporter(operation, request)(
      'response_headers_conformance',
      missing.length === 0,
      `${status} ${missing.join()}`,
      `${status} lacks ${missing.join(', ')}`,
    );
  }

  private hasSchema(operation: Operation, request: Request, answer: Answer): void {
    const path = request.path.split('?')[0] ?? '';
    let fault = '';
    try {
      this.contract.check({ ...answer, method: operation.method, path });
    } catch (error) {
      fault = (error as Error).message;
    }
    const lines = fault.split('\n');
    this.reporter(operation, request)(
      'response_schema_conformance',
      fault === '',
      (lines[1] ?? fault).replace(/\d+/g, '0'),
      lines.slice(0, 6).join(' ').slice(0, 600),
    );
  }
}

function shown(body: unknown): string {
  return (typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 400);
}
