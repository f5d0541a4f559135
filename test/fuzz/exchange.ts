/** A request as it goes over the wire. */
export interface Request {
  readonly method: string;
  /** With everything filled in and encoded, and with the query. */
  readonly path: string;
  /** Whose token it has, for the command that repeats it. */
  readonly sender: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Media type without parameters; empty when there is none. */
  readonly contentType: string;
  /** The parsed JSON, or the text of any other type. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever was answered
  readonly body: any;
}

const JSON_TYPE = /^application\/(.+\+)?json$/;
const LONGEST_ANSWER_MS = 30_000;

export async function send(baseUrl: string, { method, path, headers, body }: Request): Promise<Answer> {
  const response = await fetch(baseUrl + path, {
    method,
    headers,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
  });
  const contentType = (response.headers.get('Content-Type') ?? '').split(';')[0]?.trim() ?? '';
  // It answers as long as it is read.
  if (contentType === 'text/event-stream') await response.body?.cancel();
  const text = contentType === 'text/event-stream' ? '' : await response.text();
  const parsed: unknown = JSON_TYPE.test(contentType) && text !== '' ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, contentType, body: parsed };
}

/** A line for a shell that sends the request again; the token of its sender stands in a variable. */
export function curlOf(baseUrl: string, { method, path, headers, sender, body }: Request): string {
  const lines = Object.entries(headers).map(([name, value]) =>
    name === 'Authorization' && sender !== ''
      ? `-H "Authorization: Bearer $${variableOf(sender)}"`
      : `-H ${quoted(`${name}: ${value}`)}`,
  );
  const parts = [`curl -i -X ${method} ${quoted(baseUrl + path)}`, ...lines];
  return [...parts, ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`])].join(' ');
}

export function variableOf(sender: string): string {
  return `${sender.toUpperCase()}_TOKEN`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
