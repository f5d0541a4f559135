import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyServerOptions } from 'fastify';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import { HEADERS_TOO_LARGE, MALFORMED_REQUEST, REQUEST_TIMED_OUT } from '../../kernel/common-errors.js';
import { newId } from '../../kernel/ids.js';
import type { RequestLine } from '../telemetry/logger.js';
import type { ProblemDto } from './problem.dto.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';
import { UNKNOWN } from './request-records.js';

/** Errors of Node's HTTP parser, before there is a request. */
const BY_PARSER_CODE = new Map<string, ErrorDefinition>([
  ['HPE_HEADER_OVERFLOW', HEADERS_TOO_LARGE],
  ['ERR_HTTP_REQUEST_TIMEOUT', REQUEST_TIMED_OUT],
]);

/** Time for the response to arrive. Closed at once, the connection would be reset before the client has read it. */
const LINGER_MS = 1_000;

/**
 * Answers what the HTTP parser refuses with a problem document too, and closes the connection.
 * @param headers of every response
 * @param record logs the response; method, path and start of such a request are not known
 */
export function answerBrokenRequest(
  publicUrl: string,
  headers: Readonly<Record<string, string>>,
  record: (line: RequestLine) => void,
): NonNullable<FastifyServerOptions['clientErrorHandler']> {
  return (thrown, socket) => {
    // The client is gone: there is nobody to answer.
    if (thrown.code === 'ECONNRESET' || !socket.writable) return;
    const error = new CodedError(BY_PARSER_CODE.get(thrown.code) ?? MALFORMED_REQUEST);
    const problem = problemOf(error, { publicUrl, instance: '/', requestId: newId() });
    const address = socket.remoteAddress ?? UNKNOWN;
    answer(socket, problem, headers);
    const { requestId, status, instance: path } = problem;
    record({ requestId, method: UNKNOWN, route: UNKNOWN, path, address, userAgent: undefined, status, durationMs: 0 });
  };
}

function answer(socket: Socket, problem: ProblemDto, headers: Readonly<Record<string, string>>): void {
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${problem.requestId}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  // The connection is half-closed now; a client that never closes its half would keep it for ever.
  const lingering = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(lingering));
}
