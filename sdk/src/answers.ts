import type { Answer } from './call.js';
import { ConnectionError, type ProblemBody, ProblemError, UnexpectedAnswer } from './errors.js';
import type { Failure } from './retry.js';

/** What an answer is read as: nothing, text of a media type, or else JSON. */
export interface Expected {
  readonly isVoid?: boolean;
  readonly textType?: string;
}

/** @throws UnexpectedAnswer for what is nothing of the kind: it comes from something between */
export async function readAnswer<T>(response: Response, { isVoid, textType }: Expected): Promise<Answer<T>> {
  const text = await response.text();
  const type = typeOf(response);
  if (isVoid ? text !== '' && !isJson(type) : textType !== undefined && type !== textType)
    throw new UnexpectedAnswer(response.status, text, response.headers);
  const data = (isVoid ? undefined : textType !== undefined ? text : parse(text, response)) as T;
  return { data, response, requestId: response.headers.get('x-request-id') };
}

/** @returns the error that an answer stands for which is no success */
export async function refusal(response: Response): Promise<ProblemError | UnexpectedAnswer> {
  const text = await response.text();
  const body = parse(text, response) as Partial<ProblemBody> | null;
  // Gateways refuse in JSON as well, and some have a code.
  if (typeof body?.code !== 'string' || typeof body.title !== 'string' || body.status !== response.status)
    return new UnexpectedAnswer(response.status, text, response.headers);
  return new ProblemError(body as ProblemBody, response.headers.get('retry-after'));
}

/** @returns null for what another attempt would not mend */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof ProblemError)
    return { status: error.status, code: error.code, retryAfterSeconds: error.retryAfterSeconds };
  if (error instanceof UnexpectedAnswer)
    // A redirect in a browser has the status 0, as what was not answered at all.
    return error.status === 0 ? null : { status: error.status, retryAfterSeconds: error.retryAfterSeconds };
  if (error instanceof ConnectionError) return { status: 0, isUnsent: neverLeft(error.cause) };
  return null;
}

/** @throws UnexpectedAnswer for what is no JSON: nothing else comes from the server itself */
function parse(text: string, response: Response): unknown {
  try {
    if (isJson(typeOf(response))) return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UnexpectedAnswer(response.status, text, response.headers);
}

function typeOf({ headers }: Response): string {
  return (headers.get('content-type') ?? '').replace(/;.*$/, '').trim().toLowerCase();
}

function isJson(type: string): boolean {
  return /^application\/(problem\+)?json$/.test(type);
}

/** Whether no connection was made. Browsers do not tell. */
function neverLeft(cause: unknown): boolean {
  const { cause: inner, code } = (cause ?? {}) as { readonly cause?: unknown; readonly code?: unknown };
  if (inner !== undefined) return neverLeft(inner);
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(String(code));
}
