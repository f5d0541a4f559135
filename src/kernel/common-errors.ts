import { defineError } from './coded-error.js';

export const VALIDATION_FAILED = defineError({
  code: 'validation_failed',
  kind: 'invalid',
  title: 'The request is not valid.',
  description: 'A field or parameter is missing, malformed, out of bounds or unknown. `errors` names each one.',
});
export const MALFORMED_REQUEST = defineError({
  code: 'malformed_request',
  kind: 'invalid',
  title: 'The request cannot be read.',
  description: 'What arrived is not HTTP. The connection is closed.',
});
export const HEADERS_TOO_LARGE = defineError({
  code: 'headers_too_large',
  kind: 'headers_too_large',
  title: 'The headers of the request are too large.',
  description: 'Address and headers may have 16 kB together. The connection is closed.',
});
export const REQUEST_TIMED_OUT = defineError({
  code: 'request_timed_out',
  kind: 'timed_out',
  title: 'The request did not arrive in time.',
  description: 'The headers or the body came too slowly. The connection is closed.',
});
export const MALFORMED_BODY = defineError({
  code: 'malformed_body',
  kind: 'invalid',
  title: 'The request body cannot be read.',
  description: 'The body is not the JSON that its Content-Type announces, or its length is wrong.',
});
export const MALFORMED_CURSOR = defineError({
  code: 'malformed_cursor',
  kind: 'invalid',
  title: 'The cursor is not valid.',
  description: 'A cursor is opaque and belongs to one list with one `sort`. Use `meta.nextCursor` as it was returned.',
});
export const NOT_FOUND = defineError({
  code: 'not_found',
  kind: 'not_found',
  title: 'There is no such resource.',
  description: 'The resource does not exist, or you may not know that it exists.',
});
export const UNKNOWN_ROUTE = defineError({
  code: 'unknown_route',
  kind: 'not_found',
  title: 'There is nothing at this address.',
  description: 'No operation has this path: look for a slip in it, `/openapi.json` lists all of them.',
});
export const METHOD_NOT_ALLOWED = defineError({
  code: 'method_not_allowed',
  kind: 'method_not_allowed',
  title: 'The resource does not support this method.',
  description: 'The `Allow` header lists the methods that it supports.',
});
export const FORBIDDEN = defineError({
  code: 'forbidden',
  kind: 'forbidden',
  title: 'You may not do this.',
  description: 'You may see the resource, but your role does not allow this action.',
});
export const PRECONDITION_FAILED = defineError({
  code: 'precondition_failed',
  kind: 'precondition_failed',
  title: 'The resource has changed.',
  description: '`If-Match` names an older version. Read the resource again, merge, and send its new `ETag`.',
});
export const PAYLOAD_TOO_LARGE = defineError({
  code: 'payload_too_large',
  kind: 'too_large',
  title: 'The request body is too large.',
  description: 'A request body may have at most 1 MB.',
});
export const UNSUPPORTED_MEDIA_TYPE = defineError({
  code: 'unsupported_media_type',
  kind: 'unsupported_media_type',
  title: 'The content type is not supported.',
  description: 'Send `Content-Type: application/json`.',
});
export const RATE_LIMITED = defineError({
  code: 'rate_limited',
  kind: 'too_many_requests',
  title: 'Too many requests.',
  description: 'Wait for the number of seconds in `Retry-After`.',
});
export const IDEMPOTENCY_KEY_REUSED = defineError({
  code: 'idempotency_key_reused',
  kind: 'unprocessable',
  title: 'The idempotency key belongs to another request.',
  description:
    'The same `Idempotency-Key` was used with another body within 24 hours. Use a new key for a new request.',
});
export const IDEMPOTENCY_KEY_IN_USE = defineError({
  code: 'idempotency_key_in_use',
  kind: 'conflict',
  title: 'The first request with this idempotency key is still running.',
  description: 'Retry with the same key after a moment to get its answer.',
});
export const INTERNAL_ERROR = defineError({
  code: 'internal_error',
  kind: 'internal',
  title: 'Something went wrong on our side.',
  description: 'The failure is logged under the `requestId`. Nothing of the request was stored.',
});
export const SERVICE_UNAVAILABLE = defineError({
  code: 'service_unavailable',
  kind: 'unavailable',
  title: 'The service cannot answer now.',
  description:
    'A service that is needed for this request does not answer. Retry after a moment; an `Idempotency-Key` makes that safe.',
});
