import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyServerOptions } from 'fastify';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import { HEADERS_TOO_LARGE, MALFORMED_REQUEST, REQUEST_TIMED_OUT } from '../../kernel/common-errors.js';
import { newId } from '../../kernel/ids.js';
import type { ProblemDto } from './problem.dto.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';

/** What Node's HTTP parser refuses before there is a request. */
const BY_PARSER_CODE = new Map<string, ErrorDefinition>([
  ['HPE_HEADER_OVERFLOW', HEADERS_TOO_LARGE],
  ['ERR_HTTP_REQUEST_TIMEOUT', REQUEST_TIMED_OUT],
]);

/** Answers what is no request to the parser with a problem document too. */
export function answerBrokenRequest(publicUrl: string): NonNullable<FastifyServerOptions['clientErrorHandler']> {
  return (thrown, socket) => {
    // The client is gone: there is nobody to answer.
    if (thrown.code === 'ECONNRESET' || !socket.writable) return;
    const error = new CodedError(BY_PARSER_CODE.get(thrown.code) ?? MALFORMED_REQUEST);
    answer(socket, problemOf(error, { publicUrl, instance: '/', requestId: newId() }));
  };
}

function answer(socket: Socket, problem: ProblemDto): void {
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${problem.requestId}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
